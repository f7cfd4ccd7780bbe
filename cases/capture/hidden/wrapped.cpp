// Each thread gets a copy that it owns, and returns what it made of it.
#include <norace/norace.hpp>

#include <iostream>
#include <string>
#include <utility>
#include <vector>

int main() {
  std::vector<int> v{1, 2, 3};
  std::string name = "ada";
  auto handle = norace::spawn(
      [](std::vector<int> numbers, std::string text) {
        for (int x : numbers) text += static_cast<char>('0' + x);
        return text;
      },
      v, std::move(name));
  v.push_back(4);
  std::cout << handle.join() << ' ' << v.size() << '\n';
}
