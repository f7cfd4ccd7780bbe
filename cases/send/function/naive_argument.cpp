//@ rule: E0277
// As an argument, among the tasks of a worker.
#include <norace/norace.hpp>

#include <functional>
#include <vector>

int main() {
  int n = 0;
  std::vector<std::function<void()>> tasks{[&n] { ++n; }};
  auto handle = norace::spawn([](std::vector<std::function<void()>> all) { all[0](); }, tasks);  // expected-error {{[E0277]}}
  tasks[0]();
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
