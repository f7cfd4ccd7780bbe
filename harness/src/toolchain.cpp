#include "toolchain.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mustfail {

std::string to_string(const Version& version) {
  return fmt::format("{}.{}.{}", version.major, version.minor, version.patch);
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
