#include <re2/re2.h>

#include <algorithm>

#include "command/foreign_suite.hpp"
#include "util/files.hpp"
#include "util/path_pattern.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

using Tokens = std::vector<std::string>;

/// The words of a Jamfile: brackets, braces, colons and semicolons are words only where blanks are
/// around them, as Jam has it.
Tokens tokens_of(std::string_view text) {
  Tokens tokens;
  for (std::string_view line : split_lines(text)) {
    std::string word;
    bool quoted = false;
    bool is_word = false;
    for (std::size_t i = 0; i <= line.size(); ++i) {
      const char c = i < line.size() ? line[i] : ' ';
      if (!quoted && !is_word && c == '#') break;
      if (c == '"') {
        quoted = !quoted;
        is_word = true;
      } else if (!quoted && (c == ' ' || c == '\t' || c == '\r')) {
        if (is_word) tokens.push_back(std::exchange(word, {}));
        is_word = false;
      } else {
        word += c;
        is_word = true;
      }
    }
  }
  return tokens;
}

bool is_failing_rule(const std::string& word) {
  static const RE2 pattern(R"((?:[\w-]*[-_])?compile[-_]fail)");
  return RE2::FullMatch(word, pattern);
}

/// What a property adds to a compile: `<define>X`, `<toolset>gcc:<cxxflags>-fpermissive`.
void add_property(std::string word, const fs::path& folder, ForeignCompile& into) {
  static const RE2 conditional(R"(^<toolset>(gcc|clang)[^:<]*:(<.*)$)");
  static const RE2 property(R"(^<(define|include|cxxflags|compileflags|cxxstd)>(.+)$)");
  std::string family;
  std::string rest;
  if (RE2::FullMatch(word, conditional, &family, &rest)) word = rest;
  std::string kind;
  std::string value;
  if (!RE2::FullMatch(word, property, &kind, &value) || value.find("$(") != std::string::npos) {
    return;
  }
  auto& flags = family.empty() ? into.flags : into.family_flags[family];
  // What only warns would have to be expected in each file.
  const bool only_warns = (value.starts_with("-W") && !value.starts_with("-Werror")) ||
                          value == "-pedantic" || value == "-ansi" || value == "-Wall";
  if (kind == "define") {
    flags.push_back("-D" + value);
  } else if (kind == "include") {
    flags.push_back("-I" + (folder / value).lexically_normal().string());
  } else if (kind == "cxxstd") {
    into.standard = "c++" + value;
  } else if (!only_warns) {
    flags.push_back(value);
  }
}

/// Reads one Jamfile.
class Jamfile {
 public:
  Jamfile(fs::path file, std::string_view text)
      : folder_(file.parent_path()), tokens_(tokens_of(text)) {
    find_rules();
    find_project();
  }

  std::vector<ForeignCompile> compiles() {
    std::vector<ForeignCompile> found;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (!is_failing_rule(tokens_[i]) || (i > 0 && tokens_[i - 1] == "rule")) continue;
      read_call(i, found);
    }
    return found;
  }

 private:
  /// The words of each rule's body.
  void find_rules() {
    for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
      if (tokens_[i] != "rule") continue;
      Tokens& body = rules_[tokens_[i + 1]];
      int depth = 0;
      for (std::size_t at = i + 2; at < tokens_.size(); ++at) {
        if (tokens_[at] == "{") ++depth;
        if (tokens_[at] == "}" && --depth == 0) break;
        if (depth > 0) body.push_back(tokens_[at]);
      }
    }
  }

  void find_project() {
    const auto begin = std::ranges::find(tokens_, "project");
    const auto end = std::find(begin, tokens_.end(), ";");
    for (auto at = begin; at != end; ++at) add_property(*at, folder_, project_);
  }

  /// `compile-fail SOURCES : REQUIREMENTS : NAME`, up to what closes it.
  void read_call(std::size_t at, std::vector<ForeignCompile>& found) {
    ForeignCompile compile = project_;
    apply_rule(tokens_[at], compile);
    std::size_t part = 0;
    Tokens sources;
    for (++at; at < tokens_.size() && tokens_[at] != ";" && tokens_[at] != "]"; ++at) {
      const std::string& word = tokens_[at];
      if (word == ":") {
        ++part;
      } else if (part == 0) {
        sources.push_back(word);
      } else if (word.starts_with("<")) {
        add_property(word, folder_, compile);
      } else if (word.find('$') == std::string::npos) {
        compile.name = word;
      }
    }
    for (const auto& each : sources) {
      for (const fs::path& file : files_of(each)) {
        found.push_back(compile);
        found.back().file = file;
        if (found.back().name.empty()) found.back().name = file.stem().string();
      }
    }
  }

  /// What a rule of the Jamfile's own adds; one that builds nothing on other toolsets is for one
  /// family.
  void apply_rule(const std::string& name, ForeignCompile& compile) const {
    const auto rule = rules_.find(name);
    if (rule == rules_.end()) return;
    for (const auto& word : rule->second) {
      add_property(word, folder_, compile);
      static const RE2 conditional(R"(^<conditional>@(.+)$)");
      std::string condition;
      if (!RE2::FullMatch(word, conditional, &condition) || !rules_.contains(condition)) continue;
      const Tokens& body = rules_.at(condition);
      const bool builds_not = std::ranges::find(body, "<build>no") != body.end();
      for (const auto& each : body) {
        if (builds_not && each == "<toolset>clang") compile.only = "clang";
        if (builds_not && each == "<toolset>gcc") compile.only = "gcc";
        if (builds_not) add_property(each, folder_, compile);
      }
    }
  }

  /// A source, a glob, or for a loop's variable what the Jamfile globs.
  std::vector<fs::path> files_of(const std::string& word) const {
    if (word.find("$(") == std::string::npos) {
      if (word.find_first_of("*?") != std::string::npos) return files_matching(word, folder_);
      const fs::path file = (folder_ / word).lexically_normal();
      std::error_code problem;
      if (fs::is_regular_file(file, problem)) return {file};
      return {};
    }
    std::vector<fs::path> all;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i] != "glob" && tokens_[i] != "glob-tree") continue;
      const std::string any = tokens_[i] == "glob" ? "" : "**/";
      for (std::size_t at = i + 1; at < tokens_.size() && tokens_[at] != "]" && tokens_[at] != ":";
           ++at) {
        if (tokens_[at].find("fail") == std::string::npos) continue;
        for (auto& file : files_matching(any + tokens_[at], folder_)) all.push_back(file);
      }
    }
    return all;
  }

  fs::path folder_;
  Tokens tokens_;
  std::map<std::string, Tokens> rules_;
  ForeignCompile project_;
};

}  // namespace

std::optional<ForeignSuite> read_boost_build(const fs::path& folder) {
  ForeignSuite suite;
  suite.kind = "Boost.Build";
  for (const fs::path& file : files_called(folder, {"Jamfile", "Jamfile.v2", "Jamfile.jam",
                                                    "build.jam", "Jamroot", "Jamroot.jam"})) {
    const auto text = read_file(file);
    if (!text) continue;
    for (auto& each : Jamfile(file, *text).compiles()) suite.compiles.push_back(std::move(each));
  }
  if (suite.compiles.empty()) return std::nullopt;
  return suite;
}

}  // namespace mustfail
