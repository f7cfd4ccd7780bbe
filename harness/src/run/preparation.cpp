#include "run/preparation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <system_error>

#include "suite/twin.hpp"
#include "toolchain/probe.hpp"
#include "util/cache_folder.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

bool is_twin_language(const std::string& toolchain) {
  return toolchain == name(Family::rust) || toolchain == name(Family::go);
}

}  // namespace

std::vector<Family> twin_languages(const std::vector<Case>& cases,
                                   const std::vector<std::string>& selected) {
  std::vector<Family> languages;
  for (const Family family : {Family::rust, Family::go}) {
    const bool wanted =
        selected.empty() || std::ranges::find(selected, name(family)) != selected.end();
    const bool used = std::ranges::any_of(cases, [&](const Case& each) {
      return std::ranges::any_of(
          each.twins, [&](const Variant& twin) { return twin_language(twin.file) == family; });
    });
    if (wanted && used) languages.push_back(family);
  }
  return languages;
}

std::vector<std::string> rules_of(const Case& owner) {
  std::set<std::string> rules;
  for (const Variant& variant : owner.variants) {
    if (!variant.directives.rule.empty()) rules.insert(variant.directives.rule);
  }
  for (const Variant& twin : owner.twins) {
    if (!twin.directives.rule.empty()) rules.insert(twin.directives.rule);
  }
  return {rules.begin(), rules.end()};
}

Failures keep_rules(std::vector<Case>& cases, const std::vector<std::string>& rules) {
  if (rules.empty()) return {};
  std::set<std::string> known;
  for (const Case& each : cases)
    known.merge([&] {
      const auto own = rules_of(each);
      return std::set<std::string>(own.begin(), own.end());
    }());
  Failures failures;
  for (const auto& rule : rules) {
    if (known.contains(rule)) continue;
    failures.push_back({{},
                        fmt::format("no selected case names the rule '{}'", rule),
                        suggestion(rule, {known.begin(), known.end()})});
  }
  std::erase_if(cases, [&](const Case& each) {
    const auto own = rules_of(each);
    return std::ranges::none_of(own, [&](const std::string& rule) {
      return std::ranges::find(rules, rule) != rules.end();
    });
  });
  return failures;
}

boost::system::result<Suite, Failures> select_suite(const Selection& selection,
                                                    std::set<std::filesystem::path>* names) {
  if (!selection.suite.empty()) return load_suite(selection.suite, names);
  std::error_code problem;
  const auto here = std::filesystem::current_path(problem);
  if (problem) {
    return Failures{{{},
                     "the current folder cannot be told: " + problem.message(),
                     "go to a folder that is there, or name the suite with --suite FILE"}};
  }
  const auto found = find_suite(here);
  if (!found) return Failures{found.error()};
  return load_suite(*found, names);
}

boost::system::result<Prepared, Failures> prepare(const Selection& selection) {
  auto suite = select_suite(selection);
  if (!suite) return suite.error();
  auto discovery = discover(*suite, selection.exact.empty() ? Filter(selection.filters)
                                                            : Filter::exactly(selection.exact));
  if (!discovery) return Failures{discovery.error()};
  if (!discovery->failures.empty()) return discovery->failures;
  if (auto failures = keep_rules(discovery->cases, selection.rules); !failures.empty()) {
    return failures;
  }
  if (discovery->cases.empty()) {
    return Failures{{{suite->cases, 0},
                     "there is no case here: nothing to run",
                     "a case is a folder below it with a naive.cpp; see docs/writing-cases.md"}};
  }
  ProbeRequest request{suite->toolchains, selection.toolchains, suite->plugins, cache_folder(),
                       twin_languages(discovery->cases, selection.toolchains)};
  std::erase_if(request.selected, is_twin_language);
  const bool only_twins = request.selected.empty() && !selection.toolchains.empty();
  request.only_twins = only_twins;
  Probe probe = probe_toolchains(request);
  if (probe.interrupted) return Failures{};
  // What was asked for by name is never left out.
  const bool leaves_out = selection.available && selection.toolchains.empty();
  if (!probe.failures.empty() && (!leaves_out || probe.toolchains.empty())) return probe.failures;
  if (probe.toolchains.empty() && !only_twins) {
    return Failures{{{}, "no C++ compiler was found on PATH", "apt-get install g++-12 clang-19"}};
  }
  return Prepared{*std::move(suite), std::move(discovery->cases), std::move(probe.toolchains),
                  std::move(probe.twin_compilers), std::move(probe.failures)};
}

}  // namespace mustfail
