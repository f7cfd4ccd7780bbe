#include "suite/example.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "suite/document.hpp"
#include "suite/evidence.hpp"
#include "suite/example_source.hpp"
#include "suite/first_include.hpp"
#include "util/files.hpp"
#include "util/path_pattern.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// Reads the words behind a block's `cpp`. False: the example is not compiled.
bool read_words(const Suite& suite, const CodeBlock& block, const fs::path& file, Variant& variant,
                Failures& failures) {
  variant.mode = Mode::compile_pass;
  variant.directives.witness = Witness{WitnessKind::none, {}, 0};
  for (const auto& word : block.words) {
    if (word == "ignore") return false;
    if (word == "compile_fail") {
      variant.mode = Mode::compile_fail;
    } else if (word == "run") {
      variant.mode = Mode::run_pass;
    } else if (word == "race") {
      variant.directives.witness = Witness{};
    } else if (word == "snapshot") {
      variant.example->pins = true;
    } else if (suite.rules.contains(word)) {
      variant.directives.rule = word;
      variant.directives.rule_line = block.line;
    } else if (word.starts_with('{') || word.find('=') != std::string::npos) {
      continue;  // another tool's: a title, a style
    } else {
      std::vector<std::string> known{"compile_fail", "ignore", "race", "run", "snapshot"};
      for (const auto& rule : suite.rules) known.push_back(rule.first);
      failures.push_back({{file, block.line},
                          fmt::format("'{}' says nothing about an example", word),
                          suggestion(word, known)});
    }
  }
  if (variant.mode != Mode::compile_fail && !variant.directives.rule.empty()) {
    failures.push_back(
        {{file, block.line},
         fmt::format("the rule {} rejects what says compile_fail", variant.directives.rule),
         fmt::format("write: cpp compile_fail,{}", variant.directives.rule)});
  }
  return true;
}

/// The suite's prelude and, for a header that the suite's include folders reach, the header itself,
/// by its users' name for it.
std::vector<std::string> prelude_of(const Suite& suite, const fs::path& file) {
  auto lines = suite.prelude;
  if (is_markdown(file)) return lines;
  for (const fs::path& folder : suite.include) {
    const fs::path name = file.lexically_relative(folder);
    if (name.empty() || *name.begin() == "..") continue;
    lines.push_back(fmt::format("#include <{}>", name.generic_string()));
    break;
  }
  return lines;
}

Variant read_example(const Suite& suite, const CodeBlock& block, const fs::path& file,
                     Failures& failures) {
  Variant variant;
  variant.name = fmt::format("line-{}", block.line);
  variant.file = file;
  variant.example.emplace();
  variant.example->hidden_line = block.hidden.empty() ? block.line : block.hidden.front().first;
  variant.example->first_line = block.line;
  variant.example->last_line = block.lines.empty() ? block.line : block.lines.back().first;
  variant.example->source = example_source(file, block, prelude_of(suite, file));
  if (!read_words(suite, block, file, variant, failures)) {
    variant.example.reset();
    return variant;
  }
  const std::string view = example_view(block);
  const auto comments = find_comments(view);
  const FileDirectives said = parse_directives(comments, file, failures);
  if (!said.revisions.empty()) {
    failures.push_back({{file, block.line}, "an example has no revisions", "write two examples"});
  }
  variant.directives = merged(variant.directives, said.general);
  variant.mode = variant.directives.mode.value_or(variant.mode);
  variant.expectations = parse_expectations(view, comments, file, failures);
  variant.policy = ExpectationPolicy::optional;
  variant.strictness = suite.strictness;
  const std::string& source = variant.example->source;
  read_includes(variant, source, find_comments(source), file.parent_path());
  for (auto& failure : check_evidence(variant, view, comments)) {
    failures.push_back(std::move(failure));
  }
  return variant;
}

/// `../docs/rules/E0373.md` as the name of a case: `docs/rules/E0373.md`.
std::string name_of(const Suite& suite, const fs::path& file) {
  fs::path name;
  for (const fs::path& part : file.lexically_relative(suite.file.parent_path())) {
    if (part != "..") name /= part;
  }
  return name.string();
}

}  // namespace

std::vector<fs::path> documents_of(const Suite& suite, Failures& failures) {
  std::set<fs::path> files;
  for (const auto& pattern : suite.documents) {
    const auto found = files_matching(pattern, suite.file.parent_path());
    if (found.empty()) {
      failures.push_back({{suite.file, 0},
                          fmt::format("\"documents\": no file matches '{}'", pattern),
                          "correct the pattern; it counts from the suite file's folder, and ** "
                          "stands for any folders"});
    }
    files.insert(found.begin(), found.end());
  }
  return {files.begin(), files.end()};
}

std::vector<Case> read_examples(const Suite& suite, Failures& failures) {
  std::vector<Case> cases;
  for (const fs::path& file : documents_of(suite, failures)) {
    const auto text = read_text(file);
    if (!text) {
      failures.push_back(text.error());
      continue;
    }
    Case owner;
    owner.name = name_of(suite, file);
    owner.folder = file.parent_path();
    for (const CodeBlock& block : read_document(file, *text, failures)) {
      Variant variant = read_example(suite, block, file, failures);
      if (variant.example) owner.variants.push_back(std::move(variant));
    }
    if (!owner.variants.empty()) cases.push_back(std::move(owner));
  }
  return cases;
}

}  // namespace mustfail
