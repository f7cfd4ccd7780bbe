#include "suite/variant_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "suite/embedded.hpp"
#include "suite/evidence.hpp"
#include "suite/group.hpp"
#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

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
Variant read_verify_variant(std::string text, const fs::path& file, Variant variant) {
  variant.mode = Mode::verify;
  read_includes(variant, text, find_comments(text), file.parent_path());
  variant.source = std::move(text);
  variant.file = file;
  return variant;
}

/// What the file's expectations have to meet beyond their texts.
Strictness strictness_of(const Suite& suite, const Directives& directives) {
  Strictness strictness = directives.strictness.value_or(suite.strictness);
  strictness.expect_notes = directives.notes.value_or(suite.notes) == NotePolicy::expected;
  return strictness;
}

/// The same mistake, seen again in another revision of the file, is told once.
void add_each_once(const Failures& found, Failures& failures) {
  std::set<std::pair<int, std::string>> told;
  for (const Failure& each : found) {
    if (told.emplace(each.place.line, each.what).second) failures.push_back(each);
  }
}

/// A file while it is read.
struct Source {
  const fs::path& file;
  std::string bytes;
  std::vector<Comment> comments;
  FileDirectives directives;
};

Variant read_variant(const Suite& suite, const FileDirectives& defaults, const Source& source,
                     const std::string& revision, Failures& failures) {
  Variant variant;
  variant.name = variant_name(source.file);
  variant.file = source.file;
  variant.revision = revision;
  if (!revision.empty()) variant.name += "#" + revision;
  variant.directives = merged(defaults.of(revision), source.directives.of(revision));
  variant.revisions = source.directives.revisions;
  variant.strictness = strictness_of(suite, variant.directives);
  variant.policy = variant.directives.expectations.value_or(suite.expectations);
  if (variant.directives.dialect.value_or(suite.dialect) == Dialect::verify) {
    if (variant.directives.fix_it_compiles) {
      failures.push_back({{source.file, 0},
                          "fix-it hints are judged in the dialect 'native' only",
                          "take the directive 'fix-it' away"});
    }
    return read_verify_variant(source.bytes, source.file, std::move(variant));
  }
  const auto text = read_text(source.file);
  if (!text) {
    failures.push_back(text.error());
    return variant;
  }
  const auto comments = find_comments(*text);
  variant.expectations =
      parse_expectations(*text, comments, source.file, failures, source.directives.revisions);
  keep_revision(variant.expectations, revision, source.directives.revisions);
  keep_embedded(variant.expectations, revision, find_embedded(*text, comments));
  read_includes(variant, *text, comments, source.file.parent_path());
  if (asks_for_fix_its(variant)) variant.source = source.bytes;
  // Of somebody else's tests only those are ours that hold programs of ours.
  const bool is_others =
      !suite.files.empty() && !variant.directives.mode && !mode_of_stem(variant.name);
  if (is_others) variant.name.clear();
  if (!is_others && check_mode(variant, failures)) check_rule(suite, variant, failures);
  check_expectations(variant, failures);
  if (variant.directives.differs) {
    failures.push_back({{source.file, variant.directives.differs_line},
                        "the directive 'differs' means nothing in a C++ file",
                        "it belongs in the twin: naive.rs or naive.go"});
  }
  for (auto& failure : check_evidence(variant, *text, comments)) {
    failures.push_back(std::move(failure));
  }
  for (auto& failure : check_switches(suite, variant, *text, comments)) {
    failures.push_back(std::move(failure));
  }
  return variant;
}

}  // namespace

std::optional<Mode> mode_of_stem(std::string_view stem) {
  if (stem.starts_with("naive")) return Mode::compile_fail;
  if (stem.starts_with("near_miss")) return Mode::compile_pass;
  if (stem.starts_with("wrapped")) return Mode::run_pass;
  return std::nullopt;
}

std::string variant_name(const fs::path& file) {
  return (file.extension() == ".cpp" ? file.stem() : file.filename()).string();
}

std::vector<Variant> read_variants(const Suite& suite, const FileDirectives& defaults,
                                   const fs::path& file, Failures& failures) {
  auto bytes = read_file(file);
  if (!bytes) {
    failures.push_back(bytes.error());
    return {};
  }
  Source source{file, *std::move(bytes), {}, {}};
  source.comments = find_comments(source.bytes);
  if (defaults.general.dialect.value_or(suite.dialect) == Dialect::verify) {
    std::erase_if(source.comments, [](const Comment& each) { return !is_known_directive(each); });
  }
  Failures found;
  source.directives = parse_directives(source.comments, file, found);
  if (source.directives.revisions.empty()) source.directives.revisions = defaults.revisions;
  add_embedded(find_embedded(source.bytes, find_comments(source.bytes)), source.directives);
  std::vector<std::string> revisions = source.directives.revisions;
  if (revisions.empty()) revisions.emplace_back();
  std::vector<Variant> variants;
  for (const auto& revision : revisions) {
    variants.push_back(read_variant(suite, defaults, source, revision, found));
  }
  if (!found.empty()) variants.clear();
  std::erase_if(variants, [](const Variant& each) { return each.name.empty(); });
  add_each_once(found, failures);
  return variants;
}

std::vector<std::string> revisions_of(const Suite& suite, const fs::path& file) {
  auto all = revisions_of(file);
  if (all.empty()) all = defaults_of(suite, file, {}).revisions;
  const auto bytes = read_file(file);
  if (!bytes || bytes->find("MUSTFAIL") == std::string::npos) return all;
  for (const auto& each : find_embedded(*bytes, find_comments(*bytes))) all.push_back(each.name);
  return all;
}

std::vector<std::string> revisions_of(const fs::path& file) {
  const auto bytes = read_file(file);
  if (!bytes || bytes->find("revisions") == std::string::npos) return {};
  return revisions_in(find_comments(*bytes));
}

}  // namespace mustfail
