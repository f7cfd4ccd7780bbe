#include "command/pair_template.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// The file, or the first of its revisions.
const Variant* variant_of(const Case& owner, std::string_view stem) {
  const auto found = std::ranges::find(owner.variants, stem, file_stem);
  return found == owner.variants.end() ? nullptr : &*found;
}

bool runs_everywhere(const Variant& variant) {
  const Directives& directives = variant.directives;
  return directives.only.empty() && directives.skip.empty() && directives.needs.empty();
}

Result<PairTemplate> copy_of(const Case& owner) {
  const auto naive = read_text(variant_of(owner, "naive")->file);
  if (!naive) return naive.error();
  const auto wrapped = read_text(variant_of(owner, "wrapped")->file);
  if (!wrapped) return wrapped.error();
  return PairTemplate{*naive, *wrapped, owner.name};
}

/// Nothing is known of the library. The naive file compiles, and is red for it: a file may not
/// spell the rule's error itself.
PairTemplate plain_pair(const Suite& suite, const std::string& rule) {
  const std::string include =
      suite.precompiled.empty() ? "" : fmt::format("#include <{}>\n\n", suite.precompiled);
  const std::string directive = rule.empty() ? "" : fmt::format("//@ rule: {}\n", rule);
  const std::string error = rule.empty() ? "what the compiler says" : fmt::format("[{}]", rule);
  return {fmt::format("{}{}int main() {{\n"
                      "  int replace_me = 0;  // expected-error {{{{{}}}}}\n"
                      "  return replace_me;\n}}\n",
                      directive, include, error),
          fmt::format("{}int main() {{\n  // the same thing, done rightly\n}}\n", include),
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
  const Case* first = nullptr;
  for (const Case& each : cases) {
    const Variant* naive = variant_of(each, "naive");
    const Variant* wrapped = variant_of(each, "wrapped");
    if (naive == nullptr || wrapped == nullptr || naive->directives.rule != rule) continue;
    if (!naive->directives.known_hole.empty()) continue;
    if (runs_everywhere(*naive) && runs_everywhere(*wrapped)) return &each;
    if (first == nullptr) first = &each;
  }
  return first;
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
    return copy_of(*found);
  }
  if (const Case* example = example_of(cases, rule)) return copy_of(*example);
  return plain_pair(suite, rule);
}

}  // namespace mustfail
