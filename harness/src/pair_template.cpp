#include "pair_template.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "files.hpp"
#include "snapshot.hpp"
#include "text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

const Variant* variant_of(const Case& owner, std::string_view name) {
  const auto found = std::ranges::find(owner.variants, name, &Variant::name);
  return found == owner.variants.end() ? nullptr : &*found;
}

bool runs_everywhere(const Variant& variant) {
  const Directives& directives = variant.directives;
  return directives.only.empty() && directives.skip.empty() && directives.needs.empty() &&
         directives.known_hole.empty();
}

Result<PairTemplate> copy_of(const Suite& suite, const Case& owner) {
  const auto naive = read_text(variant_of(owner, "naive")->file);
  if (!naive) return naive.error();
  const auto wrapped = read_text(variant_of(owner, "wrapped")->file);
  if (!wrapped) return wrapped.error();
  return PairTemplate{*naive, *wrapped, owner.name, snapshot_folder(suite, owner.name)};
}

/// The pair in a folder of templates; nothing when it is not there.
Result<std::optional<PairTemplate>> read_template(const fs::path& folder) {
  std::error_code problem;
  if (!fs::exists(folder / "naive.cpp", problem) && !fs::exists(folder / "wrapped.cpp", problem)) {
    return std::optional<PairTemplate>();
  }
  const auto naive = read_text(folder / "naive.cpp");
  if (!naive) return naive.error();
  const auto wrapped = read_text(folder / "wrapped.cpp");
  if (!wrapped) return wrapped.error();
  return std::optional(PairTemplate{*naive, *wrapped, display_path(folder).string(), {}});
}

/// Nothing is known of the library: the naive file is rejected for a reason that asks to be
/// replaced.
PairTemplate plain_pair(const Suite& suite, const std::string& rule) {
  const std::string include =
      suite.precompiled.empty() ? "" : fmt::format("#include <{}>\n\n", suite.precompiled);
  const std::string code = rule.empty() ? "" : fmt::format("[{}] ", rule);
  return {fmt::format("{}//@ witness: none: say why it cannot race, or take this line away\n{}"
                      "int main() {{\n"
                      "  // replace this by what must not compile\n"
                      "  static_assert(sizeof(int) == 0, \"{}not written yet\");  "
                      "// expected-error {{{{{}not written yet}}}}\n}}\n",
                      rule.empty() ? "" : fmt::format("//@ rule: {}\n", rule), include, code, code),
          fmt::format("{}int main() {{\n  // replace this by the same thing done rightly\n}}\n",
                      include),
          {},
          {}};
}

}  // namespace

bool is_case_name(std::string_view name) {
  if (name.find('/') == std::string_view::npos) return false;
  const auto is_part = [](const std::string& part) {
    return std::ranges::all_of(part, [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             c == '_' || c == '-';
    });
  };
  const auto parts = split_list(name, '/');
  const auto cuts = static_cast<std::size_t>(std::ranges::count(name, '/'));
  return parts.size() == cuts + 1 && std::ranges::all_of(parts, is_part);
}

const Case* example_of(const std::vector<Case>& cases, std::string_view rule) {
  for (const Case& each : cases) {
    const Variant* naive = variant_of(each, "naive");
    const Variant* wrapped = variant_of(each, "wrapped");
    if (naive == nullptr || wrapped == nullptr || naive->directives.rule != rule) continue;
    if (runs_everywhere(*naive) && runs_everywhere(*wrapped)) return &each;
  }
  return nullptr;
}

Result<PairTemplate> choose_template(const Suite& suite, const std::vector<Case>& cases,
                                     const std::string& rule, const std::string& from) {
  if (!from.empty()) {
    const auto found = std::ranges::find(cases, from, &Case::name);
    if (found == cases.end()) {
      std::vector<std::string> names;
      for (const Case& each : cases) names.push_back(each.name);
      const auto near = nearest(from, names);
      return Failure{{},
                     fmt::format("there is no case '{}' to start from", from),
                     near ? fmt::format("did you mean '{}'?", *near) : "mustfail list shows them"};
    }
    if (variant_of(*found, "naive") == nullptr || variant_of(*found, "wrapped") == nullptr) {
      return Failure{{found->folder, 0},
                     fmt::format("{} has no naive.cpp with a wrapped.cpp", from),
                     "name a case that has both"};
    }
    return copy_of(suite, *found);
  }
  const fs::path templates = suite.cases.parent_path() / "templates";
  for (const fs::path& folder : {templates / rule, templates}) {
    auto pair = read_template(folder);
    if (!pair) return pair.error();
    if (*pair) return **std::move(pair);
  }
  if (const Case* example = example_of(cases, rule)) return copy_of(suite, *example);
  return plain_pair(suite, rule);
}

}  // namespace mustfail
