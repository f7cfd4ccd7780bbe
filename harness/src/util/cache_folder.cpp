#include "util/cache_folder.hpp"

#include <cstdlib>

namespace mustfail {

namespace fs = std::filesystem;

fs::path cache_folder() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return fs::path(value == nullptr ? "" : value);
  };
  if (const auto own = variable("MUSTFAIL_CACHE_DIR"); !own.empty()) return own;
  if (const auto cache = variable("XDG_CACHE_HOME"); !cache.empty()) return cache / "mustfail";
  if (const auto home = variable("HOME"); !home.empty()) return home / ".cache" / "mustfail";
  return {};
}

}  // namespace mustfail
