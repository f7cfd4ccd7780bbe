// Each Task is awaited once, and what it gave is kept.
#include <norace/norace.hpp>
#include <norace/async.hpp>

#include <iostream>

norace::Task<int> number(int n) { co_return n; }

norace::Task<int> twice(int n) {
  const int first = co_await number(n);
  co_return first + first;
}

int main() { std::cout << norace::block_on(twice(21)) << '\n'; }
