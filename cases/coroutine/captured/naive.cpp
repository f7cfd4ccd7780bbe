//@ rule: E0373
// A lambda's coroutine on a pool changes a local that the lambda captured by reference.
#include <norace/norace.hpp>
#include <norace/async_pool.hpp>

int main() {
  const norace::Pool pool(2);
  long counter = 0;
  auto add = [&counter]() -> norace::Task<> { counter += 1; co_return; };  // expected-error {{[E0373]}}
  auto handle = pool.spawn(add());
  do {
    counter += 1;
  } while (!handle.is_finished());
  handle.join();
}
//@ safe: auto add = []() -> norace::Task<> { co_return; };
