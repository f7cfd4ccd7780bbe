// Each thread gets a clone; the original stays.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  auto n = norace::Arc<norace::Mutex<int>>::make(0);
  norace::WaitGroup group;
  norace::spawn(
      [](norace::WaitGroup, norace::Arc<norace::Mutex<int>> shared) {
        shared->with([](int& x) { ++x; });
      },
      group.clone(), n.clone())
      .detach();
  n->with([](int& x) { ++x; });
  group.wait();
  std::cout << n->with([](int& x) { return x; }) << '\n';
}
