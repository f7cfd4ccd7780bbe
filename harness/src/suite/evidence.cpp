#include "suite/evidence.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <system_error>

#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// The first place of the pattern's first group, as its offset.
std::optional<std::size_t> find(const std::string& code, const RE2& pattern, std::string& word) {
  re2::StringPiece found;
  if (!RE2::PartialMatch(code, pattern, &found)) return std::nullopt;
  word = std::string(found.data(), found.size());
  return static_cast<std::size_t>(found.data() - code.data());
}

/// The texts of the headers that the file includes in quotes and that stand beside it, with those
/// that they include so.
void add_headers(const std::filesystem::path& below, const std::filesystem::path& folder,
                 std::string_view code, std::map<std::filesystem::path, std::string>& headers) {
  constexpr std::size_t kMost = 100;
  static const RE2 include(R"re((?m)^[ \t]*#[ \t]*include[ \t]*"([^"\n]+)")re");
  re2::StringPiece rest(code.data(), code.size());
  std::string name;
  while (headers.size() < kMost && RE2::FindAndConsume(&rest, include, &name)) {
    const std::filesystem::path file = (folder / name).lexically_normal();
    if (headers.contains(file) || !file.string().starts_with(below.string() + "/")) continue;
    auto text = read_code(file);
    if (!text) continue;
    const auto [header, is_new] = headers.emplace(file, *std::move(text));
    add_headers(below, file.parent_path(), std::string(header->second), headers);
  }
}

}  // namespace

Failures check_evidence(const Variant& variant, std::string_view source,
                        const std::vector<Comment>& comments) {
  const std::string code = without_comments(source, comments);
  Failures failures;
  const auto refuse = [&](const RE2& pattern, std::string_view why, std::string help) {
    std::string word;
    if (const auto at = find(code, pattern, word)) {
      failures.push_back({{variant.file, line_of(code, *at)},
                          fmt::format("'{}' {}", trim(word), why),
                          std::move(help)});
    }
  };
  const Directives& directives = variant.directives;
  if (variant.mode == Mode::compile_fail && !directives.rule.empty()) {
    const RE2 own_code(fmt::format(R"((\[{}\b))", RE2::QuoteMeta(directives.rule)));
    refuse(own_code, "stands in the file's own code: the rule's error has to be the library's",
           "let the library reject the program");
    static const RE2 moved_lines(R"((?m)^[ \t]*(#[ \t]*(?:line\b|\d).*)$)");
    refuse(moved_lines, "moves the line numbers: the blame line would not be the one a reader sees",
           "take it away");
  }
  const bool shows_harm = witness_of(directives).kind != WitnessKind::none;
  if (variant.mode == Mode::run_pass || (variant.mode == Mode::compile_fail && shows_harm)) {
    static const RE2 detector(
        R"((__(?:tsan|asan|lsan|ubsan|sanitizer)_\w+|\b_*no_sanitize\w*|__SANITIZE_\w+|)"
        R"(\b_*(?:thread|address)_sanitizer_*\b|\b[TALU]B?SAN_OPTIONS\b|)"
        R"(disable_sanitizer_instrumentation|-fsanitize-(?:ignorelist|blacklist)\S*))");
    const std::string_view why = "speaks to the detector: what it then sees is no evidence";
    const std::string help = variant.mode == Mode::run_pass
                                 ? "take it away"
                                 : "take it away, or add: //@ witness: none: why";
    refuse(detector, why, help);
    std::string word;
    std::map<std::filesystem::path, std::string> headers;
    const std::filesystem::path folder = variant.file.parent_path();
    add_headers(folder, folder, code, headers);
    for (const auto& [file, text] : headers) {
      const auto at = find(text, detector, word);
      if (!at) continue;
      failures.push_back(
          {{file, line_of(text, *at)}, fmt::format("'{}' {}", trim(word), why), help});
    }
    for (const auto& group : directives.flags.groups) {
      for (const auto& flag : group.flags) {
        if (!find(flag, detector, word)) continue;
        failures.push_back({{variant.file, 0}, fmt::format("the flag '{}' {}", flag, why), help});
      }
    }
  }
  return failures;
}

Failures check_switches(const Suite& suite, const Variant& variant, std::string_view source,
                        const std::vector<Comment>& comments) {
  const bool shows_nothing = variant.mode == Mode::run_pass ||
                             (variant.mode == Mode::compile_pass && !variant.directives.witness);
  if (!shows_nothing) return {};
  std::set<std::string> macros;
  static const RE2 definition(R"(-D(\w+)(?:=.*)?)");
  const auto note = [&](const std::vector<std::string>& flags) {
    std::string name;
    for (const auto& flag : flags) {
      if (RE2::FullMatch(flag, definition, &name)) macros.insert(name);
    }
  };
  note(suite.unchecked);
  for (const auto& [code, rule] : suite.rules) note(rule.unchecked);
  Failures failures;
  const auto refuse = [&](int line, const std::string& what, const std::filesystem::path& file) {
    failures.push_back({{file, line},
                        fmt::format("'{}' switches the suite's rules off: that the file is "
                                    "accepted then shows nothing",
                                    what),
                        "take it away"});
  };
  const auto names_switch = [&](const std::string& text) {
    return std::ranges::any_of(macros, [&](const std::string& macro) {
      return RE2::PartialMatch(text, fmt::format(R"((?:\b|-D){}\b)", macro));
    });
  };
  const std::filesystem::path folder = variant.file.parent_path();
  std::error_code problem;
  for (const auto& group : variant.directives.flags.groups) {
    for (std::size_t i = 0; i < group.flags.size(); ++i) {
      const std::string& flag = group.flags[i];
      const bool takes_away = flag.starts_with("-U") || (i > 0 && group.flags[i - 1] == "-U");
      if (!takes_away && names_switch(flag))
        refuse(0, (i > 0 && group.flags[i - 1] == "-D" ? "-D" : "") + flag, variant.file);
      // `-include FILE`, `@FILE`, `-imacros=FILE`: whatever it is, it is read as it stands there.
      const auto named = folder / flag.substr(flag.find_last_of("@=,") + 1);
      const auto text =
          std::filesystem::is_regular_file(named, problem) ? read_code(named) : std::nullopt;
      if (text && names_switch(*text)) refuse(0, flag, variant.file);
    }
  }
  std::map<std::filesystem::path, std::string> texts{
      {variant.file, without_comments(source, comments)}};
  add_headers(folder, folder, std::string(texts.begin()->second), texts);
  static const RE2 define(R"((?m)^[ \t]*(?:#|%:)[ \t]*define[ \t]+(\w+))");
  for (const auto& [file, code] : texts) {
    re2::StringPiece rest(code);
    re2::StringPiece name;
    while (RE2::FindAndConsume(&rest, define, &name)) {
      const std::string macro(name.data(), name.size());
      if (!macros.contains(macro)) continue;
      refuse(line_of(code, static_cast<std::size_t>(name.data() - code.data())), "#define " + macro,
             file);
    }
  }
  return failures;
}

}  // namespace mustfail
