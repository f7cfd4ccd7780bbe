//@ rule: E0373
// A class that keeps the reference private.
#include <norace/norace.hpp>

class Bundle {
 public:
  explicit Bundle(int& target) : target_(target) {}
  void increment() const { ++target_; }

 private:
  int& target_;
};

int main() {
  int n = 0;
  auto handle = norace::spawn([b = Bundle(n)] { b.increment(); });  // expected-error {{[E0373]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
