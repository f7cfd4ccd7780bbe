//@ rule: E0277
// A class that says that it is not for two threads at once.
#include <norace/norace.hpp>

NORACE_UNSAFE_STATIC("only the thread of the window draws") int frames[1];

struct Window {
  norace::NotSync one_at_a_time;
  int id;
  void draw() const { ++frames[id]; }
};

int main() {
  const Window window{{}, 0};
  norace::scope([&](norace::Scope& s) {
    s.spawn([](const Window& w) { w.draw(); }, norace::borrow(window));  // expected-error {{[E0277]}}
    window.draw();
  });
  return frames[0] == 2 ? 0 : 1;
}
//@ safe: s.spawn([] {});
