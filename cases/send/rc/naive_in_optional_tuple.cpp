//@ rule: E0277
// Inside an optional of a tuple.
#include <norace/norace.hpp>

#include <optional>
#include <tuple>
#include <utility>

using Count = norace::Rc<norace::Cell<int>>;

int main() {
  auto n = norace::Rc<norace::Cell<int>>::make(0);
  std::optional<std::tuple<int, Count>> maybe(std::in_place, 1, n);
  auto handle = norace::spawn([](std::optional<std::tuple<int, Count>> o) { std::get<1>(*o)->set(2); }, std::move(maybe));  // expected-error {{[E0277]}}
  n->set(n->get() + 1);
  handle.join();
  return n->get() > 2 ? 1 : 0;
}
//@ safe: auto handle = norace::spawn([] {});
