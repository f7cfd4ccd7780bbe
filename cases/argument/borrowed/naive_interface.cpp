//@ rule: E0521
// A reference to an interface, of whatever implements it.
#include <norace/norace.hpp>

#include <functional>

struct Shape {
  virtual ~Shape() = default;
  virtual void grow() = 0;
};
struct Circle : Shape {
  void grow() override { ++radius; }
  int radius = 0;
};

void grow_both(Shape& shape) {
  auto handle = norace::spawn([](Shape& s) { s.grow(); }, std::ref(shape));  // expected-error {{[E0521]}}
  shape.grow();
  handle.join();
}

int main() {
  Circle circle;
  grow_both(circle);
}
