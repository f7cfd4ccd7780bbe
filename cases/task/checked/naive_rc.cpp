//@ rule: E0277
// A task shares an Rc with who made it, and both count its owners.
#include <norace/norace.hpp>
#include <norace/task.hpp>

#include <future>

int main() {
  auto shared = norace::Rc<int>::make(1);
  auto done = std::async(std::launch::async, norace::task([](norace::Rc<int> mine) { return *mine + 0; }, shared));  // expected-error {{[E0277]}}
  auto another = shared;
  done.get();
  return *another - 1;
}
//@ safe: auto done = std::async(std::launch::async, norace::task([] { return 1; }));
