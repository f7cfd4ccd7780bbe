//@ rule: N0005
//@ needs: statics-plugin
// Each thread has a shared_ptr of its own, and all of them lead to one int.
#include <iostream>
#include <memory>
#include <thread>
#include <vector>

int main() {
  const auto count = std::make_shared<int>(0);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([count] {
      for (int n = 0; n < 1000; ++n) *count += 1;  // expected-error {{'*count' is used by two threads}}
    });
  }
  for (auto& each : threads) each.join();
  std::cout << *count << '\n';
}
