// Who takes the guard keeps an owner of the Mutex as long.
#include <norace/norace.hpp>

#include <iostream>
#include <utility>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  const auto mine = m.clone();
  auto guard = mine->lock();
  auto handle = norace::spawn([](norace::Arc<norace::Mutex<int>>) {}, std::move(m));
  *guard = 1;
  handle.join();
  std::cout << *guard << '\n';
}
