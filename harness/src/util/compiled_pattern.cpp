#include "util/compiled_pattern.hpp"

#include <memory>
#include <mutex>
#include <unordered_map>

namespace mustfail {

const RE2& compiled_pattern(const std::string& pattern) {
  static std::mutex lock;
  static std::unordered_map<std::string, std::unique_ptr<const RE2>> compiled;
  const std::scoped_lock guard(lock);
  auto& kept = compiled[pattern];
  if (!kept) kept = std::make_unique<const RE2>(pattern, RE2::Quiet);
  return *kept;
}

}  // namespace mustfail
