// An Rc may be born, shared and die inside one thread; a Cell may move.
#include <norace/norace.hpp>

int main() {
  auto handle = norace::spawn(
      [](norace::Cell<int> start) {
        auto a = norace::Rc<norace::Cell<int>>::make(start.get());
        auto b = a.clone();
        b->set(b->get() + 1);
        return a->get();
      },
      norace::Cell<int>(-1));
  return handle.join();
}
