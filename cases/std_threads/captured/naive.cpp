//@ rule: N0005
//@ needs: statics-plugin
// The naive counter with what the standard library has: ten threads add to one captured int.
#include <iostream>
#include <thread>
#include <vector>

int main() {
  int counter = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 10; ++i) {
    threads.emplace_back([&counter] {
      for (int n = 0; n < 1000; ++n) ++counter;  // expected-error {{'counter' is used by two threads}}
    });
  }
  for (auto& thread : threads) thread.join();
  std::cout << counter << '\n';
}
