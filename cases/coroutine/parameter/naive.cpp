//@ rule: E0521
// A coroutine on a pool changes a local of its caller's, who changes it too.
#include <norace/norace.hpp>
#include <norace/async_pool.hpp>

norace::Task<> add_to(long& n) { n += 1; co_return; }  // expected-error {{[E0521]}}

int main() {
  const norace::Pool pool(2);
  long counter = 0;
  auto handle = pool.spawn(add_to(counter));
  do {
    counter += 1;
  } while (!handle.is_finished());
  handle.join();
}
//@ safe: norace::Task<> add_to(long n) { n += 1; co_return; }
