// The thread returns its value.
#include <norace/norace.hpp>

#include <iostream>
#include <string>

int main() {
  auto handle = norace::spawn([](std::string text) { return text + "!"; }, std::string("done"));
  std::cout << handle.join() << '\n';
}
