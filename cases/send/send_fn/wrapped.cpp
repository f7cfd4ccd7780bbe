// Tasks own what they bind, and travel.
#include <norace/norace.hpp>

#include <iostream>
#include <string>
#include <utility>
#include <vector>

int main() {
  std::vector<norace::SendFn<int()>> tasks;
  tasks.emplace_back([] { return 1; });
  tasks.emplace_back([](std::string& s) { return static_cast<int>(s.size()); }, std::string("ab"));
  auto handle = norace::spawn(
      [](std::vector<norace::SendFn<int()>> all) {
        int sum = 0;
        for (auto& task : all) sum += task();
        return sum;
      },
      std::move(tasks));
  std::cout << handle.join() << '\n';
}
