// A cache behind an RwLock: many readers, and a writer when something is missing.
#include <norace/norace.hpp>

#include <cstddef>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <vector>

class Cache {
 public:
  std::string get(int key) const {
    const auto known = entries_.with_read([&](const Entries& all) -> std::optional<std::string> {
      const auto it = all.find(key);
      if (it == all.end()) return std::nullopt;
      return it->second;
    });
    if (known) return *known;
    return entries_.with_write([&](Entries& all) {
      auto [it, added] = all.try_emplace(key, "value " + std::to_string(key));
      if (added) misses_.fetch_add(1, norace::Ordering::Relaxed);
      return it->second;
    });
  }
  int misses() const { return misses_.load(norace::Ordering::Relaxed); }

 private:
  using Entries = std::map<int, std::string>;
  norace::RwLock<Entries> entries_;
  norace::Atomic<int> misses_;
  NORACE_MEMBERS(entries_, misses_)
};

int main() {
  auto cache = norace::Arc<Cache>::make();
  std::vector<norace::JoinHandle<std::size_t>> readers;
  for (int i = 0; i < 4; ++i)
    readers.push_back(norace::spawn(
        [](norace::Arc<Cache> c) {
          std::size_t length = 0;
          for (int key = 0; key < 50; ++key) length += c->get(key % 10).size();
          return length;
        },
        cache));
  std::size_t total = 0;
  for (auto& reader : readers) total += reader.join();
  std::cout << total << ' ' << cache->misses() << '\n';
}
