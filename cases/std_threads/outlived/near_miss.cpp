//@ needs: statics-plugin
// What outlives the function owns what it uses; what does not is waited for.
#include <future>
#include <iostream>
#include <memory>
#include <string>
#include <thread>

std::thread greet(std::string name) {
  return std::thread([name = std::move(name)] { std::cout << name.size() << '\n'; });
}

void finish() {
  int n = 0;
  std::promise<void> done;
  std::thread([&] {
    n = 1;
    done.set_value();
  }).detach();
  done.get_future().wait();
}

int main() {
  std::thread greeter = greet("name");
  greeter.join();
  finish();
  auto shared = std::make_shared<int>(5);
  std::thread keeper([shared] { std::cout << *shared << '\n'; });
  shared.reset();
  keeper.join();
}
