//@ rule: E0133
//@ needs: statics-plugin
// A manipulator changes how everybody's output looks.
#include <iostream>
#include <thread>

int main() {
  std::thread hex([] {
    for (int n = 0; n < 100; ++n)
      std::cerr << std::hex << 255 << '\n';  // expected-error {{'cerr' by 'hex'}}
  });
  for (int n = 0; n < 100; ++n) std::cerr << std::showbase << 255 << '\n';
  hex.join();
}
//@ safe: std::cerr << 255 << '\n';
