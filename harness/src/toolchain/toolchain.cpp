#include "toolchain/toolchain.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mustfail {

std::optional<Family> parse_family(std::string_view text) {
  for (const Family family : {Family::gcc, Family::clang, Family::rust, Family::go}) {
    if (name(family) == text) return family;
  }
  return std::nullopt;
}

std::string to_string(const Version& version) {
  return fmt::format("{}.{}.{}", version.major, version.minor, version.patch);
}

const std::vector<FeatureKind>& feature_kinds() {
  static const std::vector<FeatureKind> kinds{
      {"tsan", "ThreadSanitizer builds, runs and names lines: the race witness"},
      {"asan", "AddressSanitizer and UndefinedBehaviorSanitizer build, run and report"},
      {"consumed", "Clang's -Wconsumed: use after move"},
      {"lifetime-safety",
       "Clang's -Wlifetime-safety (22: -Wexperimental-): references that outlive"},
  };
  return kinds;
}

const Feature* Toolchain::feature(std::string_view wanted) const {
  const auto found = std::ranges::find(features, wanted, &Feature::name);
  return found == features.end() ? nullptr : &*found;
}

bool Toolchain::has(std::string_view wanted) const {
  const Feature* found = feature(wanted);
  return found != nullptr && found->present();
}

}  // namespace mustfail
