// Map and reduce: each thread counts its own lines, the results are merged.
#include <norace/norace.hpp>

#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

using Counts = std::map<std::string, int>;

Counts count(std::vector<std::string> lines) {
  Counts counts;
  for (const auto& line : lines) {
    std::istringstream words(line);
    for (std::string word; words >> word;) ++counts[word];
  }
  return counts;
}

int main() {
  const std::vector<std::vector<std::string>> parts{{"a b a", "c"}, {"b a"}, {"c c d"}};
  std::vector<norace::JoinHandle<Counts>> handles;
  for (const auto& part : parts) handles.push_back(norace::spawn(count, part));
  Counts total;
  for (auto& handle : handles)
    for (const auto& [word, n] : handle.join()) total[word] += n;
  for (const auto& [word, n] : total) std::cout << word << n << ' ';
  std::cout << '\n';
}
