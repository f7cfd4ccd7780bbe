// Structs of plain values may be captured, and [*this] of such a struct.
#include <norace/norace.hpp>

struct Point {
  int x;
  int y;
  norace::JoinHandle<int> start() const {
    return norace::spawn([*this] { return x + y; });
  }
};

struct Add {
  int by;
  int operator()() const { return by; }
};

int main() {
  const Point p{1, 2};
  auto handle = norace::spawn([p] { return p.x + p.y; });
  auto inner = [p] { return p.x; };
  auto nested = norace::spawn([inner] { return inner(); });
  auto object = norace::spawn(Add{3});
  auto self = p.start();
  return handle.join() + nested.join() + object.join() + self.join() == 10 ? 0 : 1;
}
