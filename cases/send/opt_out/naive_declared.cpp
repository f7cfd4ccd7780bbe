//@ rule: E0277
// The same, declared for a class that is not ours.
#include <norace/norace.hpp>

NORACE_UNSAFE_STATIC("only the thread of the window draws") int frames[1];

struct Window {
  int id;
  void draw() const { ++frames[id]; }
};
template <>
inline constexpr bool norace::not_send<Window> = true;

int main() {
  const Window window{0};
  auto handle = norace::spawn([](Window w) { w.draw(); }, window);  // expected-error {{[E0277]}}
  window.draw();
  handle.join();
  return frames[0] == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
