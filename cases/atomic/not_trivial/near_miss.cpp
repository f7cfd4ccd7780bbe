// Numbers, enums and small structs.
#include <norace/norace.hpp>

enum class Color { Red, Green };
struct Point {
  int x;
  int y;
};

int main() {
  const norace::Atomic<Color> color(Color::Red);
  const norace::Atomic<Point> point(Point{0, 0});
  color.store(Color::Green, norace::Ordering::Release);
  return point.load(norace::Ordering::Acquire).x;
}
