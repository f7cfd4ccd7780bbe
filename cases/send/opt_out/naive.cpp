//@ rule: E0277
// A class that says that it belongs to its thread.
#include <norace/norace.hpp>

NORACE_UNSAFE_STATIC("only the thread of the window draws") int frames[1];

struct Window {
  norace::NotSend owned_by_ui_thread;
  int id;
  void draw() const { ++frames[id]; }
};

int main() {
  const Window window{{}, 0};
  auto handle = norace::spawn([](Window w) { w.draw(); }, window);  // expected-error {{[E0277]}}
  window.draw();
  handle.join();
  return frames[0] == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
