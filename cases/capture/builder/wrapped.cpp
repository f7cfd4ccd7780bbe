// A named thread with a small stack, which owns what it is given.
#include <norace/norace.hpp>

#include <iostream>
#include <string>

int main() {
  auto handle = norace::Builder().name("adder").stack_size(1 << 18).spawn(
      [](std::string text) { return text.size(); }, std::string("four"));
  std::cout << handle.join() << '\n';
}
