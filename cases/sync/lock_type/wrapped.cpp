// std::mutex, which is what a Mutex has by itself.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  auto counter = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn([](norace::Arc<norace::Mutex<int>> c) { c->with([](int& n) { ++n; }); }, counter);
  counter->with([](int& n) { ++n; });
  handle.join();
  std::cout << counter->with([](int& n) { return n; }) << '\n';
}
