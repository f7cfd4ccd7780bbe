// The thread's result comes by its handle: there is nothing to read before.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  auto worker = norace::spawn([] {
    int sum = 0;
    for (int n = 0; n < 1000; ++n) sum += n;
    return sum;
  });
  std::cout << std::move(worker).join() << '\n';
}
