//@ rule: E0133
//@ needs: statics-plugin
// A stream's own method, in a thread of std's.
#include <iostream>
#include <thread>

int main() {
  std::thread wide([] {
    for (int n = 0; n < 100; ++n) std::clog.width(8);  // expected-error {{'clog' by 'width'}}
  });
  for (int n = 0; n < 100; ++n) std::clog << 255 << '\n';
  wide.join();
}
//@ safe: for (int n = 0; n < 100; ++n) std::clog.width();
