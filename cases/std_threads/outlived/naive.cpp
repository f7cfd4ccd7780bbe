//@ rule: E0373
//@ needs: statics-plugin
//@ witness: memory
// A detached thread goes on with a local of the function that has returned.
#include <chrono>
#include <iostream>
#include <thread>
#include <vector>

void count() {
  std::vector<int> turns(100);
  std::thread([&turns] {
    for (int n = 0; n < 1000; ++n) {
      std::this_thread::sleep_for(std::chrono::microseconds(100));
      turns.front() += n;  // expected-error {{thread may outlive the current function, but it uses 'turns'}}
    }
  }).detach();
}

int main() {
  count();
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  std::cout << "done\n";
}
