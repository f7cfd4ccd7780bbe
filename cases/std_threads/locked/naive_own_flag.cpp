//@ rule: N0005
//@ needs: statics-plugin
// call_once() with a flag of each caller's own runs the initialiser once for each.
#include <iostream>
#include <mutex>
#include <thread>

int main() {
  int value = 0;
  auto initialise = [&value] {
    std::once_flag once;
    std::call_once(once, [&value] { value += 7; });  // expected-error {{'value' is used by two threads}}
  };
  std::thread first(initialise);
  std::thread second(initialise);
  first.join();
  second.join();
  std::cout << value << '\n';
}
