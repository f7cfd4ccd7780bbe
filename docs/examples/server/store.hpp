// What all of the server's threads share: the values, and how often they were asked for.
#pragma once

#include <norace/norace.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

// A map in parts with a lock each. Values are never changed, only replaced: a reader keeps the one
// that it has found, and no lock.
class Store {
 public:
  using Value = norace::Arc<const std::string>;
  static constexpr std::size_t parts = 16;

  // Nothing where there is no such key.
  std::optional<Value> get(const std::string& key) const {
    const auto part = part_of(key).read();
    const auto at = part->find(key);
    if (at == part->end()) return std::nullopt;
    return at->second;
  }
  // Whether the key is new.
  bool put(std::string key, Value value) const {
    auto part = part_of(key).write();
    return part->insert_or_assign(std::move(key), std::move(value)).second;
  }
  bool erase(const std::string& key) const {
    auto part = part_of(key).write();
    return part->erase(key) > 0;
  }
  // Of one part: the values as they are now, to be read without the lock.
  std::vector<Value> values(std::size_t part) const {
    const auto locked = parts_[part].read();
    std::vector<Value> all;
    all.reserve(locked->size());
    for (const auto& [key, value] : *locked) all.push_back(value);
    return all;
  }

 private:
  using Part = norace::RwLock<std::unordered_map<std::string, Value>>;
  const Part& part_of(const std::string& key) const {
    return parts_[std::hash<std::string>()(key) % parts];
  }
  std::array<Part, parts> parts_;
  NORACE_MEMBERS(parts_)
};

struct Statistics {
  norace::Atomic<std::uint64_t> connections{0};
  norace::Atomic<std::uint64_t> found{0};
  norace::Atomic<std::uint64_t> missed{0};
  norace::Atomic<std::uint64_t> written{0};
  norace::Atomic<std::uint64_t> digests{0};

  static void count(const norace::Atomic<std::uint64_t>& what) {
    what.fetch_add(std::uint64_t{1}, norace::Ordering::Relaxed);
  }
  std::string text() const {
    const auto line = [](const char* name, const norace::Atomic<std::uint64_t>& n) {
      return name + (' ' + std::to_string(n.load(norace::Ordering::Relaxed))) + '\n';
    };
    return line("connections", connections) + line("found", found) + line("missed", missed) +
           line("written", written) + line("digests", digests);
  }
};
