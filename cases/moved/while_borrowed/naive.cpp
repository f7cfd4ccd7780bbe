//@ rule: E0505
//@ needs: statics-plugin
// A vector moves into a thread; a reference to its first element stays here.
#include <norace/norace.hpp>

#include <chrono>
#include <utility>
#include <vector>

void write(std::vector<int>& numbers) {
  numbers[0] = 1;
  norace::sleep(std::chrono::milliseconds(20));  // so that the other write finds it alive
}

int main() {
  std::vector<int> v(100);
  int& first = v[0];
  auto handle = norace::spawn([](std::vector<int> mine) { write(mine); }, std::move(v));  // expected-error {{[E0505]}}
  first = 2;
  handle.join();
}
