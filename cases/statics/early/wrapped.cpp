// The thread starts when all statics are there.
#include <norace/norace.hpp>

#include <iostream>
#include <string>
#include <vector>

const norace::Mutex<std::vector<std::string>> lines(2U, "made");

int main() {
  norace::spawn([] {
    for (int n = 0; n < 3; ++n)
      lines.with([](std::vector<std::string>& v) { v.push_back("written"); });
  }).join();
  std::cout << lines.with([](std::vector<std::string>& v) { return v.size(); }) << '\n';
}
