//@ rule: E0373
//@ needs: statics-plugin
//@ witness: memory
// The function returns the thread, which refers to the function's own parameter.
#include <chrono>
#include <iostream>
#include <string>
#include <thread>

std::thread greet(std::string name) {
  return std::thread([&name] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    std::cout << name.size() << '\n';  // expected-error {{thread may outlive the current function, but it uses 'name'}}
  });
}

int main() {
  std::thread greeter = greet("a name that is too long to be kept in the string itself");
  greeter.join();
}
