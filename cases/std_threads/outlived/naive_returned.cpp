//@ rule: E0373
//@ needs: statics-plugin
//@ witness: memory
// The function returns the thread, which refers to a local of the function.
#include <chrono>
#include <iostream>
#include <string>
#include <thread>

std::thread greet() {
  std::string name(64, 'x');
  return std::thread([&name] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    std::cout << name.back() << '\n';  // expected-error {{thread may outlive the current function, but it uses 'name'}}
  });
}

int main() {
  std::thread greeter = greet();
  greeter.join();
}
