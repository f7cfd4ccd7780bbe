//@ rule: N0005
//@ needs: statics-plugin
// Each thread holds a mutex, but not the same one.
#include <iostream>
#include <mutex>
#include <thread>

int main() {
  long total = 0;
  std::mutex a;
  std::mutex b;
  std::thread first([&] {
    for (int n = 0; n < 1000; ++n) {
      const std::lock_guard lock(a);
      total += n;  // expected-error {{'total' is used by two threads}}
    }
  });
  std::thread second([&] {
    for (int n = 0; n < 1000; ++n) {
      const std::lock_guard lock(b);
      total += n;
    }
  });
  first.join();
  second.join();
  std::cout << total << '\n';
}
