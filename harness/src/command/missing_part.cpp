#include "command/missing_part.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "plan/plan.hpp"
#include "suite/twin.hpp"
#include "util/terminal.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// The part of a sentence that says what to install; the whole of it where nothing does.
std::string what_brings(const std::string& sentence) {
  constexpr std::string_view kInstall = "apt-get install ";
  const std::size_t begin = sentence.find(kInstall);
  if (begin == std::string::npos) return sentence;
  return sentence.substr(begin, sentence.find(';', begin) - begin);
}

std::string in_cases(std::size_t count) { return fmt::format("({})", counted(count, "case")); }

std::size_t twins_in(const std::vector<Case>& cases, Family language) {
  return static_cast<std::size_t>(std::ranges::count_if(cases, [&](const Case& each) {
    return std::ranges::any_of(
        each.twins, [&](const Variant& twin) { return twin_language(twin.file) == language; });
  }));
}

/// How many cases are skipped on the toolchain for nothing but the lack of the feature.
std::size_t cases_that_need(const std::string& feature, const Toolchain& toolchain,
                            const std::vector<Case>& cases) {
  Toolchain able = toolchain;
  std::erase_if(able.features, [&](const Feature& each) { return each.name == feature; });
  able.features.push_back({feature, {}});
  return static_cast<std::size_t>(std::ranges::count_if(cases, [&](const Case& each) {
    return std::ranges::any_of(each.variants, [&](const Variant& variant) {
      return !skip_reason(variant, toolchain).empty() && skip_reason(variant, able).empty();
    });
  }));
}

/// How many cases have a file whose harm a detector has to show.
std::size_t cases_with_witness(const std::vector<Case>& cases, std::set<WitnessKind> kinds) {
  return static_cast<std::size_t>(std::ranges::count_if(cases, [&](const Case& each) {
    return std::ranges::any_of(each.variants, [&](const Variant& variant) {
      return variant.mode == Mode::compile_fail &&
             kinds.contains(witness_of(variant.directives).kind);
    });
  }));
}

class Search {
 public:
  Search(const Suite& suite, const std::vector<Case>& cases, const Probe& probe)
      : suite_(suite), cases_(cases), probe_(probe) {}

  std::vector<MissingPart> parts() {
    for (std::size_t i = 0; i < probe_.absent.size(); ++i) {
      const Failure& why = probe_.failures[i];
      parts_.push_back(
          {probe_.absent[i], what_brings(why.help.empty() ? why.what : why.help), "its column"});
    }
    for (const Toolchain& each : probe_.twin_compilers) add_language(each);
    for (const Toolchain& each : probe_.toolchains) {
      for (const Feature& feature : each.features) {
        if (!feature.present()) add_feature(each, feature);
      }
    }
    return std::move(parts_);
  }

 private:
  void add_language(const Toolchain& compiler) {
    if (compiler.has(compiler.name)) return;
    const std::string language = compiler.family == Family::rust ? "Rust" : "Go";
    const Feature* feature = compiler.feature(compiler.name);
    parts_.push_back(
        {compiler.name, feature == nullptr ? "" : what_brings(feature->missing),
         fmt::format("the twins in {} {}", language, in_cases(twins_in(cases_, compiler.family)))});
  }

  void add_feature(const Toolchain& toolchain, const Feature& feature) {
    const auto plugin = std::ranges::find(suite_.plugins, feature.name, &PluginRequest::feature);
    const bool is_plugin = plugin != suite_.plugins.end();
    const bool is_detector = feature.name == "tsan" || feature.name == "asan";
    const auto has = [&](const Toolchain& each) { return each.has(feature.name); };
    if (!is_plugin && !is_detector && std::ranges::any_of(probe_.toolchains, has)) return;
    // An analysis is told of once: no toolchain here is at fault for it.
    const bool once = !is_plugin && !is_detector;
    const std::string name =
        once ? feature.name : fmt::format("{} {}", toolchain.name, feature.name);
    if (std::ranges::find(parts_, name, &MissingPart::name) != parts_.end()) return;
    std::string help = what_brings(feature.missing);
    if (is_plugin && feature.missing.ends_with(plugin->help) && !plugin->help.empty()) {
      help = plugin->help;
    }
    if (const auto count = cases_that_need(feature.name, toolchain, cases_); count > 0) {
      parts_.push_back({name, help, fmt::format("the cases that need it ({})", count)});
    } else if (const auto shows = witnesses_of(feature.name); shows > 0) {
      parts_.push_back({name, help, "its evidence of harm " + in_cases(shows)});
    }
  }

  /// The cases whose harm is shown with the feature.
  std::size_t witnesses_of(std::string_view feature) const {
    if (suite_.unchecked.empty()) return 0;
    if (feature == "asan") return cases_with_witness(cases_, {WitnessKind::memory});
    if (feature != "tsan") return 0;
    return cases_with_witness(cases_, {WitnessKind::race, WitnessKind::deadlock});
  }

  const Suite& suite_;
  const std::vector<Case>& cases_;
  const Probe& probe_;
  std::vector<MissingPart> parts_;
};

}  // namespace

std::vector<MissingPart> missing_parts(const Suite& suite, const std::vector<Case>& cases,
                                       const Probe& probe) {
  return Search(suite, cases, probe).parts();
}

std::string missing_text(const std::vector<MissingPart>& parts) {
  if (parts.empty()) return "nothing is missing for this suite\n";
  std::size_t name = 0;
  std::size_t help = 0;
  for (const MissingPart& each : parts) {
    name = std::max(name, display_width(each.name));
    help = std::max(help, display_width(each.help));
  }
  std::string text = "missing for this suite:\n";
  for (const MissingPart& each : parts) {
    text +=
        fmt::format("  {}  {}  {}\n", padded(each.name, name), padded(each.help, help), each.cost);
  }
  return text;
}

}  // namespace mustfail
