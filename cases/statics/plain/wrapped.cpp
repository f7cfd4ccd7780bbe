// The same words, counted behind a lock.
#include <norace/norace.hpp>

#include <iostream>
#include <map>
#include <string>

const norace::Mutex<std::map<std::string, int>> words;

void count(std::string word) {
  for (int n = 0; n < 1000; ++n) words.with([&](std::map<std::string, int>& w) { ++w[word]; });
}

int main() {
  auto first = norace::spawn(count, std::string("a"));
  auto second = norace::spawn(count, std::string("b"));
  first.join();
  second.join();
  std::cout << words.with([](std::map<std::string, int>& w) { return w["a"] + w["b"]; }) << '\n';
}
