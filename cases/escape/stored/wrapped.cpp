// What is needed outside leaves as a value.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) { shared->with([](int& n) { n += 1; }); }, m);
  int copy = 0;
  m->with([&copy](int& n) {
    n += 2;
    copy = 2;
  });
  handle.join();
  std::cout << copy << ' ' << m->with([](int& n) { return n; }) << '\n';
}
