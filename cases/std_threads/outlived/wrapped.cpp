// spawn() takes what it is given: nothing of the function's is referred to.
#include <norace/norace.hpp>

#include <iostream>
#include <string>

norace::JoinHandle<std::size_t> greet(std::string name) {
  return norace::spawn([](const std::string& n) { return n.size(); }, std::move(name));
}

int main() { std::cout << greet("a name").join() << '\n'; }
