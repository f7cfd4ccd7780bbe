#include "toolchain/condition.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "util/text.hpp"

namespace mustfail {

namespace {

using Relation = Condition::Relation;

// Longer operators first: `<=` also starts with `<`.
constexpr std::array<std::pair<std::string_view, Relation>, 6> kOperators{{
    {"<=", Relation::less_equal},
    {">=", Relation::greater_equal},
    {"==", Relation::equal},
    {"!=", Relation::not_equal},
    {"<", Relation::less},
    {">", Relation::greater},
}};

/// Cuts the family's name off the front.
std::optional<Family> take_family(std::string_view& text) {
  for (const Family family : {Family::gcc, Family::clang}) {
    if (text.starts_with(name(family))) {
      text.remove_prefix(name(family).size());
      return family;
    }
  }
  return std::nullopt;
}

bool read_version(std::string_view text, Condition& condition) {
  const auto parts = split_list(text, '.');
  const std::array<int*, 3> fields{&condition.version.major, &condition.version.minor,
                                   &condition.version.patch};
  if (parts.empty() || parts.size() > fields.size()) return false;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto number = parse_number(parts[i]);
    if (!number) return false;
    *fields[i] = *number;
  }
  condition.version_parts = static_cast<int>(parts.size());
  return true;
}

/// -1, 0 or 1, comparing only as many numbers as the condition wrote.
int compare(const Version& have, const Condition& wanted) {
  const std::array<std::pair<int, int>, 3> pairs{{{have.major, wanted.version.major},
                                                  {have.minor, wanted.version.minor},
                                                  {have.patch, wanted.version.patch}}};
  for (std::size_t i = 0; i < static_cast<std::size_t>(wanted.version_parts); ++i) {
    if (pairs[i].first != pairs[i].second) return pairs[i].first < pairs[i].second ? -1 : 1;
  }
  return 0;
}

}  // namespace

std::optional<Condition> parse_condition(std::string_view text) {
  text = trim(text);
  Condition condition;
  condition.text = text;
  std::string_view rest = text;
  condition.family = take_family(rest);
  if (!condition.family) return std::nullopt;
  if (rest.empty()) return condition;
  if (rest.front() == '-') {
    if (rest.size() == 1 || rest.find_first_not_of("0123456789.-") != std::string_view::npos) {
      return std::nullopt;
    }
    condition.toolchain_name = text;
    return condition;
  }
  rest = trim(rest);
  for (const auto& [symbol, relation] : kOperators) {
    if (!rest.starts_with(symbol)) continue;
    condition.relation = relation;
    if (!read_version(trim(rest.substr(symbol.size())), condition)) return std::nullopt;
    return condition;
  }
  return std::nullopt;
}

bool holds(const Condition& condition, const Toolchain& toolchain) {
  if (!condition.toolchain_name.empty()) return condition.toolchain_name == toolchain.name;
  if (condition.family != toolchain.family) return false;
  const int order = compare(toolchain.version, condition);
  switch (condition.relation) {
    case Relation::any:
      return true;
    case Relation::less:
      return order < 0;
    case Relation::less_equal:
      return order <= 0;
    case Relation::equal:
      return order == 0;
    case Relation::not_equal:
      return order != 0;
    case Relation::greater_equal:
      return order >= 0;
    case Relation::greater:
      return order > 0;
  }
  return false;
}

bool any_holds(const std::vector<Condition>& conditions, const Toolchain& toolchain) {
  return std::ranges::any_of(conditions,
                             [&](const Condition& each) { return holds(each, toolchain); });
}

}  // namespace mustfail
