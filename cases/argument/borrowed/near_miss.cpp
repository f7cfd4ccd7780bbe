// Owned values of every kind, function pointers and member pointers.
#include <norace/norace.hpp>

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

struct Job {
  int id;
  std::string name;
  std::unique_ptr<Job> next;
};

int twice(int n) { return 2 * n; }

int main() {
  auto a = norace::spawn([](std::string s, std::vector<int> v) { return s.size() + v.size(); },
                         std::string("ab"), std::vector<int>{1});
  auto b = norace::spawn([](int (*f)(int), int Job::*member, Job job) { return f(job.*member); },
                         twice, &Job::id, Job{3, "x", std::make_unique<Job>()});
  auto c = norace::spawn([](std::map<std::string, std::optional<int>> m) { return m.size(); },
                         std::map<std::string, std::optional<int>>{{"k", 1}});
  auto d = norace::spawn([](std::tuple<int, std::array<char, 2>> t) { return std::get<0>(t); },
                         std::tuple(1, std::array<char, 2>{}));
  return a.join() + c.join() == 4 && b.join() + d.join() == 7 ? 0 : 1;
}
