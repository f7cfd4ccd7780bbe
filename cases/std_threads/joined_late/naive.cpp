//@ rule: N0005
//@ needs: statics-plugin
// The result is read before the thread that writes it is joined.
#include <iostream>
#include <thread>

int main() {
  int result = 0;
  std::thread worker([&result] {
    for (int n = 0; n < 1000; ++n) result += n;  // expected-error {{'result' is used by two threads}}
  });
  std::cout << result << '\n';
  worker.join();
}
