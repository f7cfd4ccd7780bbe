//@ rule: E0373
// A task for a queue that captures a local.
#include <norace/norace.hpp>

#include <utility>

int main() {
  int n = 0;
  norace::SendFn<void()> task([&n] { ++n; });  // expected-error {{[E0373]}}
  auto handle = norace::spawn([](norace::SendFn<void()> t) { t(); }, std::move(task));
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: norace::SendFn<void()> task([] {});
