//@ rule: E0373
//@ witness: memory
// What the lambda captured is a copy, but it is in the lambda, which is gone when its coroutine begins.
#include <norace/norace.hpp>
#include <norace/async.hpp>

#include <cstddef>
#include <string>

norace::Task<std::size_t> length_of(std::string text) {
  return [text]() -> norace::Task<std::size_t> { co_return text.size(); }();  // expected-error {{[E0373]}}
}

int main() { return norace::block_on(length_of("a text that does not fit into the string itself")) == 47 ? 0 : 1; }
//@ safe: return [](std::string t) -> norace::Task<std::size_t> { co_return t.size(); }(text);
