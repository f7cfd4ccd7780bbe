//@ rule: E0277
// A coroutine on a pool has one of two owners of a number: the count of owners is no atomic.
#include <norace/norace.hpp>
#include <norace/async_pool.hpp>

norace::Task<int> read(norace::Rc<int> n) { norace::Rc<int> mine = n.clone(); co_return *mine; }  // expected-error {{[E0277]}}

int main() {
  const norace::Pool pool(2);
  auto shared = norace::Rc<int>::make(1);
  auto handle = pool.spawn(read(shared));
  do {
    const norace::Rc<int> other = shared.clone();
  } while (!handle.is_finished());
  handle.join();
}
//@ safe: norace::Task<int> number(int n) { co_return n; } norace::Task<int> read(norace::Rc<int> n) { return number(*n); }
