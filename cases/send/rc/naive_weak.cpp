//@ rule: E0277
// A Weak counts on the same counter.
#include <norace/norace.hpp>

#include <utility>

using Count = norace::Rc<norace::Cell<int>>;

int main() {
  auto n = norace::Rc<norace::Cell<int>>::make(0);
  auto weak = n.downgrade();
  auto handle = norace::spawn([](norace::Weak<norace::Cell<int>> w) { (*w.upgrade())->set(2); }, std::move(weak));  // expected-error {{[E0277]}}
  n->set(n->get() + 1);
  handle.join();
  return n->get() > 2 ? 1 : 0;
}
//@ safe: auto handle = norace::spawn([] {});
