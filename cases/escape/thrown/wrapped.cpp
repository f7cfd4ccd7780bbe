// What a thread throws owns what it says.
#include <norace/norace.hpp>

#include <iostream>
#include <stdexcept>
#include <string>

using Shared = norace::Arc<norace::Mutex<int>>;

int main() {
  auto m = Shared::make(7);
  auto thrower = norace::spawn([](Shared s) {
    const int seen = s->with([](int& n) { return n; });
    throw std::runtime_error("saw " + std::to_string(seen));
  }, m);
  try {
    thrower.join();
  } catch (const std::exception& e) {
    std::cout << e.what() << '\n';
  }
}
