// Private numbers need no list, whatever the constructor is like.
#include <norace/norace.hpp>

class Celsius {
 public:
  explicit Celsius(double degrees) : degrees_(degrees) {}
  double get() const { return degrees_; }

 private:
  double degrees_;
};
class Range {
 public:
  Range(int from, int to) : from_(from), to_(to) {}
  int length() const { return to_ - from_; }

 private:
  int from_;
  int to_;
};

int main() {
  auto melts = norace::spawn([](Celsius c) { return c.get() > 0; }, Celsius(1));
  auto length = norace::spawn([](Range r) { return r.length(); }, Range(1, 2));
  return melts.join() && length.join() == 1 ? 0 : 1;
}
