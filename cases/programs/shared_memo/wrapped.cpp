// Memoised Fibonacci numbers, filled by several threads.
#include <norace/norace.hpp>

#include <iostream>
#include <map>
#include <optional>
#include <vector>

class Memo {
 public:
  long fibonacci(int n) const {
    if (n < 2) return n;
    const auto known = table_.with_read([n](const std::map<int, long>& table) {
      const auto found = table.find(n);
      return found == table.end() ? std::optional<long>() : std::optional<long>(found->second);
    });
    if (known) return *known;
    const long value = fibonacci(n - 1) + fibonacci(n - 2);  // no lock is held here
    table_.with_write([=](std::map<int, long>& table) { table.emplace(n, value); });
    return value;
  }

 private:
  norace::RwLock<std::map<int, long>> table_;
  NORACE_MEMBERS(table_)
};

int main() {
  auto memo = norace::Arc<Memo>::make();
  std::vector<norace::JoinHandle<long>> handles;
  for (int n = 20; n <= 60; n += 20)
    handles.push_back(
        norace::spawn([](norace::Arc<Memo> m, int k) { return m->fibonacci(k); }, memo, n));
  for (auto& handle : handles) std::cout << handle.join() << '\n';
}
