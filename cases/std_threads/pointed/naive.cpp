//@ rule: N0005
//@ needs: statics-plugin
// All threads refer to one shared_ptr: it counts its owners safely, and protects nothing else.
#include <iostream>
#include <memory>
#include <thread>
#include <vector>

int main() {
  const auto count = std::make_shared<int>(0);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&count] {
      for (int n = 0; n < 1000; ++n) *count += 1;  // expected-error {{'*count' is used by two threads}}
    });
  }
  for (auto& each : threads) each.join();
  std::cout << *count << '\n';
}
