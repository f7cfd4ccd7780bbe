#include "toolchain/flags.hpp"

#include <algorithm>

#include "util/text.hpp"

namespace mustfail {

namespace {

constexpr std::string_view kAll = "all";

bool means(const FlagGroup& group, const Toolchain& toolchain) {
  if (group.condition) return holds(*group.condition, toolchain);
  return group.key == kAll || toolchain.has(group.key);
}

}  // namespace

std::optional<FlagGroup> flag_group(std::string_view key, std::vector<std::string> flags) {
  FlagGroup group{std::string(key), parse_condition(key), std::move(flags)};
  const bool known = key == kAll || group.condition.has_value() ||
                     std::ranges::count(feature_kinds(), key, &FeatureKind::name) != 0;
  if (!known) return std::nullopt;
  return group;
}

std::string flag_group_help(std::string_view key) {
  std::vector<std::string> known{std::string(kAll), "gcc", "clang"};
  for (const FeatureKind& each : feature_kinds()) known.push_back(each.name);
  return suggestion(key, known) + "; or a condition such as clang>=19";
}

std::vector<std::string> FlagSet::of(const Toolchain& toolchain) const {
  std::vector<std::string> flags;
  for (const FlagGroup& group : groups) {
    if (means(group, toolchain)) flags.insert(flags.end(), group.flags.begin(), group.flags.end());
  }
  return flags;
}

}  // namespace mustfail
