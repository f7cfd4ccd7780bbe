//@ rule: E0277
// Inside a vector.
#include <norace/norace.hpp>

#include <utility>
#include <vector>

using Count = norace::Rc<norace::Cell<int>>;

int main() {
  auto n = norace::Rc<norace::Cell<int>>::make(0);
  std::vector<Count> all{n};
  auto handle = norace::spawn([](std::vector<Count> v) { v[0]->set(2); }, std::move(all));  // expected-error {{[E0277]}}
  n->set(n->get() + 1);
  handle.join();
  return n->get() > 2 ? 1 : 0;
}
//@ safe: auto handle = norace::spawn([] {});
