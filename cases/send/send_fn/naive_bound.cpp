//@ rule: E0521
// A task that binds a pointer.
#include <norace/norace.hpp>

#include <utility>

int main() {
  int n = 0;
  norace::SendFn<void()> task([](int* p) { ++*p; }, &n);  // expected-error {{[E0521]}}
  auto handle = norace::spawn([](norace::SendFn<void()> t) { t(); }, std::move(task));
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: norace::SendFn<void()> task([](int p) { ++p; }, n);
