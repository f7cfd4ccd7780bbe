//@ rule: E0277
// The same, declared for a class that is not ours.
#include <norace/norace.hpp>

NORACE_UNSAFE_STATIC("only the thread of the window draws") int frames[1];

struct Window {
  int id;
  void draw() const { ++frames[id]; }
};
template <>
inline constexpr bool norace::not_sync<Window> = true;

int main() {
  const Window window{0};
  norace::scope([&](norace::Scope& s) {
    s.spawn([](const Window& w) { w.draw(); }, norace::borrow(window));  // expected-error {{[E0277]}}
    window.draw();
  });
  return frames[0] == 2 ? 0 : 1;
}
//@ safe: s.spawn([] {});
