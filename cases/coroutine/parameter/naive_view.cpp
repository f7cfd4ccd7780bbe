//@ rule: E0521
// A coroutine on a pool reads a string through a view, while its owner writes it.
#include <norace/norace.hpp>
#include <norace/async_pool.hpp>

#include <string>
#include <string_view>

norace::Task<bool> is_greeting(std::string_view text) { co_return text.front() == 'h'; }  // expected-error {{[E0521]}}

int main() {
  const norace::Pool pool(2);
  std::string text = "hello";
  auto handle = pool.spawn(is_greeting(text));
  do {
    text[0] = 'j';
  } while (!handle.is_finished());
  handle.join();
}
//@ safe: norace::Task<bool> is_greeting(std::string text) { co_return text.front() == 'h'; }
