#include "discovery.hpp"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "evidence.hpp"
#include "files.hpp"
#include "precompiled.hpp"
#include "text.hpp"
#include "twin.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// The case of files that stand in the suite's folder itself, where the dialect allows it.
const std::string kTop = ".";

/// A file's stem; its whole name where that is no `.cpp`.
std::string variant_name(const fs::path& file) {
  return (file.extension() == ".cpp" ? file.stem() : file.filename()).string();
}

/// What the stem says about the variant, when no `mode` does.
std::optional<Mode> mode_of_stem(std::string_view stem) {
  if (stem.starts_with("naive")) return Mode::compile_fail;
  if (stem.starts_with("near_miss")) return Mode::compile_pass;
  if (stem.starts_with("wrapped")) return Mode::run_pass;
  return std::nullopt;
}

/// Whether it is known what the file has to do.
bool check_mode(Variant& variant, Failures& failures) {
  const auto by_stem = mode_of_stem(variant.name);
  if (!variant.directives.mode && !by_stem) {
    failures.push_back(
        {{variant.file, 0},
         fmt::format("'{}' says nothing about what this file has to do", variant.name),
         "name it naive*, near_miss* or wrapped*, or add: //@ mode: compile-fail"});
    return false;
  }
  variant.mode = variant.directives.mode ? *variant.directives.mode : *by_stem;
  return true;
}

void check_rule(const Suite& suite, const Variant& variant, Failures& failures) {
  if (suite.rules.empty()) return;
  std::vector<std::string> codes;
  for (const auto& entry : suite.rules) codes.push_back(entry.first);
  const std::string& rule = variant.directives.rule;
  if (rule.empty() && variant.mode == Mode::compile_fail) {
    failures.push_back({{variant.file, 0},
                        "this file has to be rejected and names no rule",
                        "add the rule that rejects it: //@ rule: " + codes.front()});
  } else if (!rule.empty() && !suite.rules.contains(rule)) {
    failures.push_back({{variant.file, variant.directives.rule_line},
                        fmt::format("the suite has no rule '{}'", rule),
                        suggestion(rule, codes)});
  }
}

void check_expectations(const Variant& variant, Failures& failures) {
  const auto& silent = variant.expectations.no_diagnostics;
  if (silent.empty() || variant.expectations.list.empty()) return;
  const Expectation& first = variant.expectations.list.front();
  failures.push_back(
      {{variant.file, first.written_line},
       fmt::format("'{}-no-diagnostics' and an expectation contradict each other", silent.front()),
       "take one of them away"});
}

/// In the dialect `verify` a file is what it is: other people's, in any encoding, under any name.
/// Only `//@` lines are ours.
std::optional<Variant> read_verify_variant(std::string text, const fs::path& file,
                                           Variant variant) {
  variant.mode = Mode::verify;
  variant.first_include = first_include(text, find_comments(text));
  variant.source = std::move(text);
  variant.file = file;
  return variant;
}

std::optional<Variant> read_variant(const Suite& suite, const fs::path& file, Failures& failures) {
  auto bytes = read_file(file);
  if (!bytes) {
    failures.push_back(bytes.error());
    return std::nullopt;
  }
  const std::size_t before = failures.size();
  Variant variant;
  variant.name = variant_name(file);
  variant.file = file;
  auto all_comments = find_comments(*bytes);
  if (suite.dialect == Dialect::verify) {
    std::erase_if(all_comments, [](const Comment& each) { return !is_known_directive(each); });
  }
  variant.directives = parse_directives(all_comments, file, failures);
  if (variant.directives.dialect.value_or(suite.dialect) == Dialect::verify) {
    if (failures.size() > before) return std::nullopt;
    return read_verify_variant(*std::move(bytes), file, std::move(variant));
  }
  const auto text = read_text(file);
  if (!text) {
    failures.push_back(text.error());
    return std::nullopt;
  }
  const auto comments = find_comments(*text);
  variant.expectations = parse_expectations(*text, comments, file, failures);
  variant.first_include = first_include(*text, comments);
  if (check_mode(variant, failures)) check_rule(suite, variant, failures);
  check_expectations(variant, failures);
  if (variant.directives.differs) {
    failures.push_back({{file, variant.directives.differs_line},
                        "the directive 'differs' means nothing in a C++ file",
                        "it belongs in the twin: naive.rs or naive.go"});
  }
  for (auto& failure : check_evidence(variant, *text, comments)) {
    failures.push_back(std::move(failure));
  }
  if (failures.size() > before) return std::nullopt;
  return variant;
}

/// The kinds of file that a compiler takes for C++ by their names.
bool is_source(const fs::path& file, const Suite& suite) {
  if (file.extension() == ".cpp") return true;
  if (suite.dialect != Dialect::verify) return false;
  static const std::set<std::string> others{".cc", ".cxx", ".c++", ".cp", ".C", ".CPP"};
  return others.contains(file.extension().string());
}

/// Other people's suites in the dialect `verify` may hold Rust and Go for reasons of their own.
bool is_twin(const fs::path& file, const Suite& suite) {
  return suite.dialect == Dialect::native && twin_language(file).has_value();
}

/// Which files of the suite's folder are looked for.
enum class Kind { cpp, twin };

/// Whether a symbolic link leads to a folder that it is itself in: following it would never end.
bool leads_up(const fs::path& link) {
  std::error_code problem;
  const fs::path target = fs::canonical(link, problem);
  const fs::path home = fs::canonical(link.parent_path(), problem);
  return !problem && std::ranges::mismatch(target, home).in1 == target.end();
}

/// Adds the variants below a folder; by hand and not by a recursive iterator, which would stop
/// without a word at a link that leads nowhere.
std::optional<Failure> collect_names(const Suite& suite, const fs::path& folder, Kind kind,
                                     std::vector<std::string>& names) {
  std::error_code problem;
  std::error_code ignored;
  fs::directory_iterator entries(folder, problem);
  for (const fs::directory_iterator end; !problem && entries != end; entries.increment(problem)) {
    const fs::path& path = entries->path();
    if (path.filename().string().starts_with('.')) continue;
    if (entries->is_directory(ignored)) {
      if (entries->is_symlink(ignored) && leads_up(path)) continue;
      if (auto failure = collect_names(suite, path, kind, names)) return failure;
    } else if ((kind == Kind::twin ? is_twin(path, suite) : is_source(path, suite)) &&
               (folder != suite.cases || suite.dialect == Dialect::verify)) {
      names.push_back(
          full_name(folder.lexically_relative(suite.cases).string(), variant_name(path)));
    }
  }
  if (!problem) return std::nullopt;
  return Failure{{folder, 0},
                 fmt::format("cannot list this folder: {}", problem.message()),
                 "check that it is a folder and readable"};
}

/// `did you mean 'x'? ` for a word that is near to a name or to a part of one.
std::string meant_filter(const std::string& word, const std::vector<std::string>& names) {
  std::vector<std::string> known = names;
  for (const auto& name : names) {
    known.push_back(name.substr(0, name.rfind('/')));
    for (auto& part : split_list(name, '/')) known.push_back(std::move(part));
  }
  const auto near = nearest(word, known);
  return near ? fmt::format("did you mean '{}'? ", *near) : std::string();
}

}  // namespace

Filter Filter::exactly(std::string name) {
  Filter filter({std::move(name)});
  filter.exact_ = true;
  return filter;
}

bool Filter::word_matches(const std::string& word, const std::string& name) const {
  if (exact_) return word == name;
  const std::string case_name = name.substr(0, name.rfind('/'));
  if (word.find_first_of("*?[") != std::string::npos) {
    return ::fnmatch(word.c_str(), name.c_str(), 0) == 0 ||
           ::fnmatch(word.c_str(), case_name.c_str(), 0) == 0;
  }
  return name.find(word) != std::string::npos;
}

bool Filter::matches(const std::string& case_name, const std::string& variant_name) const {
  if (words_.empty()) return true;
  const std::string name = full_name(case_name, variant_name);
  return std::ranges::any_of(words_,
                             [&](const std::string& word) { return word_matches(word, name); });
}

std::vector<std::string> Filter::unmatched(const std::vector<std::string>& names) const {
  std::vector<std::string> words;
  for (const auto& word : words_) {
    const bool any = std::ranges::any_of(
        names, [&](const std::string& name) { return word_matches(word, name); });
    if (!any) words.push_back(word);
  }
  return words;
}

std::string full_name(const std::string& case_name, const std::string& variant_name) {
  return case_name == kTop ? variant_name : case_name + "/" + variant_name;
}

Result<std::vector<std::string>> variant_names(const Suite& suite) {
  std::vector<std::string> names;
  if (const auto problem = collect_names(suite, suite.cases, Kind::cpp, names)) return *problem;
  std::ranges::sort(names);
  return names;
}

Result<std::vector<std::string>> twin_names(const Suite& suite) {
  std::vector<std::string> names;
  if (const auto problem = collect_names(suite, suite.cases, Kind::twin, names)) return *problem;
  std::ranges::sort(names);
  return names;
}

Result<Discovery> discover(const Suite& suite, const Filter& filter) {
  const auto names = variant_names(suite);
  if (!names) return names.error();
  const auto twins = twin_names(suite);
  if (!twins) return twins.error();
  std::vector<std::string> all = *names;
  all.insert(all.end(), twins->begin(), twins->end());
  if (const auto words = filter.unmatched(all); !words.empty()) {
    return Failure{{},
                   fmt::format("no case matches '{}'", words.front()),
                   names->empty() ? fmt::format("there is no case below {}", suite.cases.string())
                                  : meant_filter(words.front(), *names) +
                                        "mustfail list prints every name; a filter is a part of "
                                        "one, or a pattern with * and ?"};
  }
  Discovery discovery;
  std::map<std::string, Case> cases;
  for (const auto& name : *names) {
    const std::size_t cut = name.rfind('/');
    const std::string case_name = cut == std::string::npos ? kTop : name.substr(0, cut);
    const std::string variant_name = cut == std::string::npos ? name : name.substr(cut + 1);
    if (!filter.matches(case_name, variant_name)) continue;
    const fs::path folder = (suite.cases / case_name).lexically_normal();
    fs::path file = folder / (variant_name + ".cpp");
    // A link that leads nowhere is there all the same, and is complained of by its name.
    if (std::error_code problem; !fs::exists(fs::symlink_status(file, problem))) {
      file = folder / variant_name;
    }
    auto variant = read_variant(suite, file, discovery.failures);
    if (!variant) continue;
    Case& into = cases[case_name];
    into.name = case_name;
    into.folder = folder;
    into.variants.push_back(*std::move(variant));
  }
  for (const auto& name : *twins) {
    const std::string case_name = name.substr(0, name.rfind('/'));
    const std::string file_name = name.substr(case_name.size() + 1);
    if (!filter.matches(case_name, file_name)) continue;
    const fs::path folder = (suite.cases / case_name).lexically_normal();
    auto twin = read_twin(folder / file_name, discovery.failures);
    if (!twin) continue;
    Case& into = cases[case_name];
    into.name = case_name;
    into.folder = folder;
    into.twins.push_back(*std::move(twin));
  }
  for (auto& entry : cases) discovery.cases.push_back(std::move(entry.second));
  return discovery;
}

}  // namespace mustfail
