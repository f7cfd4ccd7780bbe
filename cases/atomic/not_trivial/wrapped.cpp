// A Mutex holds what is not trivially copyable.
#include <norace/norace.hpp>

#include <iostream>
#include <string>

int main() {
  const norace::Mutex<std::string> name("a");
  name.with([](std::string& s) { s += "b"; });
  std::cout << name.with([](std::string& s) { return s; }) << '\n';
}
