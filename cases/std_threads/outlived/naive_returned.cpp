//@ rule: E0373
//@ needs: statics-plugin
//@ witness: memory
// The function returns the thread, which refers to a local of the function.
#include <chrono>
#include <string>
#include <thread>

std::thread greet() {
  std::string name(64, 'x');
  return std::thread([&name] {
    for (int n = 0; n < 300; ++n) {
      std::this_thread::sleep_for(std::chrono::microseconds(100));
      name.back() = 'y';  // expected-error {{thread may outlive the current function, but it uses 'name'}}
    }
  });
}

int main() {
  std::thread greeter = greet();
  greeter.join();
}
