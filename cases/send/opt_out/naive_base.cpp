//@ rule: E0277
// NotSend as a base.
#include <norace/norace.hpp>

NORACE_UNSAFE_STATIC("only the thread of the window draws") int frames[1];

struct Window : norace::NotSend {
  int id = 0;
  void draw() const { ++frames[id]; }
};

int main() {
  const Window window;
  auto handle = norace::spawn([](Window w) { w.draw(); }, window);  // expected-error {{not Send would move}}
  window.draw();
  handle.join();
  return frames[0] == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
