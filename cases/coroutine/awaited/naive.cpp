//@ rule: E0382
//@ witness: signal: SIGABRT
// A Task is awaited twice: the second time it has no result any more.
#include <norace/norace.hpp>
#include <norace/async.hpp>

#include <utility>

norace::Task<int> number(int n) { co_return n; }

norace::Task<int> twice(int n) {
  auto task = number(n);
  const int first = co_await task;  // expected-error {{[E0382]}}
  co_return first + co_await std::move(task);
}

int main() { return norace::block_on(twice(21)) == 42 ? 0 : 1; }
//@ safe: const int first = co_await number(n);
