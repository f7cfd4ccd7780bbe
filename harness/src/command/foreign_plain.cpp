#include <re2/re2.h>

#include <algorithm>
#include <system_error>

#include "command/dejagnu_target.hpp"
#include "command/foreign_suite.hpp"
#include "suite/comment.hpp"
#include "util/files.hpp"
#include "util/piece.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

void collect(const fs::path& folder, auto&& take) {
  std::error_code problem;
  fs::directory_iterator entries(folder, problem);
  for (const fs::directory_iterator end; !problem && entries != end; entries.increment(problem)) {
    std::error_code ignored;
    if (entries->path().filename().string().starts_with('.')) continue;
    if (entries->is_directory(ignored) && !entries->is_symlink(ignored)) {
      collect(entries->path(), take);
    } else if (entries->is_regular_file(ignored)) {
      take(entries->path());
    }
  }
}

bool contains(const std::string& text, const RE2& pattern) {
  return RE2::PartialMatch(text, pattern);
}

/// Whether a name says that its file must not compile.
bool says_it_fails(const std::string& stem) {
  static const RE2 pattern(
      R"((?i)(?:^|[._-])(?:\w*-?fails?|failing|failure|neg|negative|bad|nocompile|ill_?formed|invalid|errors?|(?:must|should|does|do)_?not_?compile|wont_?compile)\d*(?:[._-]|$))");
  return RE2::PartialMatch(stem, pattern);
}

/// Whether the file's name says so, or that of a folder that it is in, from the adopted one on:
/// `compile_fail/copy.cpp`.
bool says_it_fails(const fs::path& file, const fs::path& folder) {
  if (says_it_fails(file.stem().string())) return true;
  static const RE2 pattern(
      R"((?i)(?:compile|build|static)?[._-]?(?:fail|neg)(?:s|ing|ures?|tests?|ative)?|(?:.*[._-])?(?:(?:compile|build|must|should)[._-]?fail(?:s|ures?)?|negative|no_?compile|(?:must|should|does|do)_?not_?compile|ill_?formed)(?:[._-]?tests?)?)");
  for (const auto& part : file.parent_path().lexically_relative(folder.parent_path())) {
    if (RE2::FullMatch(part.string(), pattern)) return true;
  }
  return false;
}

/// Whether a macro's name says that it makes a program wrong.
bool says_it_breaks(const std::string& macro) {
  static const RE2 pattern(
      R"((?i)fail|should_not|must_not|negative|break|invalid|ill_?formed|nocompile|not_?compile|trigger_error|error_test|bad_)");
  return RE2::PartialMatch(macro, pattern);
}

}  // namespace

std::vector<fs::path> sources_below(const fs::path& folder) {
  static const std::set<std::string> endings{".cpp", ".cc", ".cxx", ".c++", ".C", ".cp"};
  std::vector<fs::path> found;
  collect(folder, [&](const fs::path& file) {
    if (endings.contains(file.extension().string())) found.push_back(file);
  });
  std::ranges::sort(found);
  return found;
}

std::vector<fs::path> files_called(const fs::path& folder, const std::set<std::string>& names) {
  std::vector<fs::path> found;
  collect(folder, [&](const fs::path& file) {
    if (names.contains(file.filename().string())) found.push_back(file);
  });
  std::ranges::sort(found);
  return found;
}

std::set<std::string> asked_macros(std::string_view source) {
  static const RE2 line(R"((?m)^[ \t]*#[ \t]*(?:if|ifdef|ifndef|elif)\b(.*)$)");
  static const RE2 word(R"(\b([A-Za-z_]\w*)\b)");
  const std::string code = code_of(source);
  std::set<std::string> macros;
  re2::StringPiece rest(code);
  std::string condition;
  while (RE2::FindAndConsume(&rest, line, &condition)) {
    re2::StringPiece words(condition);
    std::string each;
    while (RE2::FindAndConsume(&words, word, &each)) {
      if (each != "defined" && !each.starts_with("__")) macros.insert(each);
    }
  }
  return macros;
}

bool has_build(const fs::path& folder) {
  return !files_called(folder, {"Jamfile", "Jamfile.v2", "Jamfile.jam", "build.jam", "Jamroot",
                                "CMakeLists.txt", "meson.build", "BUILD", "BUILD.bazel"})
              .empty();
}

std::optional<ForeignSuite> read_verify_files(const fs::path& folder) {
  static const RE2 directive(
      R"(//.*\bexpected-(?:error|warning|note|remark)(?:-re)?\b[^{\n]*\{\{|expected-no-diagnostics)");
  static const RE2 run(R"((?m)^\s*(?://|/\*)\s*RUN:(.*)$)");
  static const RE2 flag(R"((?:^|\s)(-verify=\S+|-std=\S+|-D\S+|-W\S+|-f[a-z]\S+|-pedantic\S*))");
  ForeignSuite suite;
  suite.kind = "Clang's -verify";
  suite.verifies = true;
  std::vector<ForeignCompile> by_name;
  for (const fs::path& file : sources_below(folder)) {
    const auto text = read_file(file);
    if (!text) continue;
    const std::string name = file.stem().string();
    if (!contains(*text, directive)) {
      // Beside them, libc++ has programs that only have to fail.
      if (says_it_fails(name)) by_name.push_back({file, name, {}, {}, {}, {}});
      continue;
    }
    re2::StringPiece rest(*text);
    std::string line;
    int number = 0;
    while (RE2::FindAndConsume(&rest, run, &line)) {
      if (line.find("-verify") == std::string::npos) continue;
      ForeignCompile compile{
          file, name + (number == 0 ? "" : std::to_string(number + 1)), {}, {}, {}, {}};
      ++number;
      re2::StringPiece words(line);
      std::string word;
      while (RE2::FindAndConsume(&words, flag, &word)) {
        if (word.starts_with("-std=")) {
          compile.standard = word.substr(5);
        } else if (word.starts_with("-verify")) {
          compile.flags.insert(compile.flags.end(), {"-Xclang", word});
        } else if (word != "-fsyntax-only") {
          compile.flags.push_back(word);
        }
      }
      suite.compiles.push_back(std::move(compile));
    }
    if (number == 0) suite.compiles.push_back({file, name, {}, {}, {}, {}});
  }
  if (suite.compiles.empty()) return std::nullopt;
  for (ForeignCompile& each : by_name) {
    each.only_fails = true;
    suite.compiles.push_back(std::move(each));
  }
  return suite;
}

std::optional<ForeignSuite> read_plain_files(const fs::path& folder) {
  static const RE2 dejagnu(R"(\{\s*dg-error\b)");
  static const RE2 options(R"re(\{\s*dg-(?:additional-)?options\s+"([^"]*)")re");
  ForeignSuite suite;
  std::vector<std::pair<fs::path, std::string>> sources;
  std::map<std::string, std::size_t> macros;
  bool any_name = false;
  bool any_dejagnu = false;
  for (const fs::path& file : sources_below(folder)) {
    auto text = read_file(file);
    if (!text) continue;
    any_name |= says_it_fails(file, folder);
    any_dejagnu |= contains(*text, dejagnu);
    for (const auto& macro : asked_macros(*text)) {
      if (says_it_breaks(macro)) ++macros[macro];
    }
    sources.emplace_back(file, *std::move(text));
  }
  // One macro that makes most of them fail; without it they are ordinary programs.
  const auto common = std::ranges::max_element(macros, {}, [](const auto& m) { return m.second; });
  const bool has_switch = common != macros.end() && common->second * 2 > sources.size();
  suite.says_nothing = !has_switch && !any_dejagnu && !any_name;
  suite.kind = has_switch    ? "programs that " + common->first + " makes fail"
               : any_dejagnu ? "GCC's dg-error"
               : any_name    ? "programs whose names say that they must fail"
                             : "every program";
  for (const auto& [file, text] : sources) {
    ForeignCompile compile{file, file.stem().string(), {}, {}, {}, {}};
    if (has_switch) {
      if (!asked_macros(text).contains(common->first)) continue;
      compile.flags.push_back("-D" + common->first);
    } else if (any_dejagnu) {
      if (!contains(text, dejagnu)) continue;
      compile.standard = dejagnu_standard(text);
      re2::StringPiece rest(text);
      std::string words;
      while (RE2::FindAndConsume(&rest, options, &words)) {
        for (auto& word : split_list(words, ' ')) {
          if (word.starts_with("-std=")) {
            compile.standard = word.substr(5);
          } else if (word.starts_with("-D") || word.starts_with("-f")) {
            compile.flags.push_back(word);
          }
        }
      }
    } else if (any_name && !says_it_fails(file, folder)) {
      continue;
    }
    suite.compiles.push_back(std::move(compile));
  }
  if (suite.compiles.empty()) return std::nullopt;
  return suite;
}

}  // namespace mustfail
