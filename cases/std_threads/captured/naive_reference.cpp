//@ rule: N0005
//@ needs: statics-plugin
// A named function, and a reference that std::ref makes of the local.
#include <functional>
#include <iostream>
#include <thread>

void add(int& total, int by) {
  for (int n = 0; n < 1000; ++n) total += by;  // expected-error {{'total_of_all' is used by two threads}}
}

int main() {
  int total_of_all = 0;
  std::thread first(add, std::ref(total_of_all), 1);
  std::thread second(add, std::ref(total_of_all), 2);
  first.join();
  second.join();
  std::cout << total_of_all << '\n';
}
