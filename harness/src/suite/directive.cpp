#include "suite/directive.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>
#include <type_traits>
#include <utility>

#include "suite/directive_line.hpp"
#include "suite/directive_value.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// Reads the lines of one file.
class FileReader {
 public:
  FileReader(const std::filesystem::path& file, Failures& failures)
      : file_(file), failures_(failures) {}

  FileDirectives read(const std::vector<Comment>& comments) {
    for (const Comment& comment : comments) {
      if (!is_directive(comment)) continue;
      const DirectiveLine line = cut_directive(comment.text.substr(1));
      if (line.key == kRevisions) read_revisions(line, comment.line);
    }
    for (const Comment& comment : comments) {
      if (is_directive(comment)) read_line(cut_directive(comment.text.substr(1)), comment.line);
    }
    return std::move(read_);
  }

 private:
  void complain(int line, std::string what, std::string help) {
    failures_.push_back({{file_, line}, std::move(what), std::move(help)});
  }

  void read_revisions(const DirectiveLine& line, int number) {
    if (line.is_revised) {
      return complain(number, "the revisions of a file are no revision's own",
                      "write: //@ revisions: NAME NAME");
    }
    if (!read_.revisions.empty()) {
      return complain(number, "the directive 'revisions' stands here twice", "keep one of them");
    }
    for (auto& name : split_list(line.value, ' ')) {
      if (auto problem = revision_problem(name); !problem.empty()) {
        complain(number, std::move(problem),
                 "a revision's name is a letter, and then letters, digits, '-' and '_'; "
                 "'expected', 'gcc...' and 'clang...' are prefixes already");
      } else if (std::ranges::count(read_.revisions, name) != 0) {
        complain(number, fmt::format("the revision '{}' is named twice", name), "keep one of them");
      } else {
        read_.revisions.push_back(std::move(name));
      }
    }
    if (line.value.empty()) {
      complain(number, "the directive 'revisions' has no value", "write: //@ revisions: NAME NAME");
    }
  }

  static std::string revision_problem(const std::string& name) {
    static const RE2 sound(R"([A-Za-z][\w-]*)");
    static const RE2 taken(R"(expected|(?:gcc|clang)[\d-]*)");
    if (RE2::FullMatch(name, sound) && !RE2::FullMatch(name, taken)) return {};
    return fmt::format("'{}' cannot name a revision", name);
  }

  void read_line(const DirectiveLine& line, int number) {
    if (line.key == kRevisions) return;
    if (!line.is_revised) return read_into(read_.general, {}, line, number);
    if (line.revisions.empty()) {
      return complain(number, "'//@[]' names no revision", "write: //@[NAME] KEY: VALUE");
    }
    for (const auto& revision : line.revisions) {
      if (std::ranges::count(read_.revisions, revision) == 0) {
        complain(number, fmt::format("this file has no revision '{}'", revision),
                 read_.revisions.empty() ? fmt::format("add: //@ revisions: {}", revision)
                                         : suggestion(revision, read_.revisions));
      } else {
        read_into(read_.of_revision[revision], revision, line, number);
      }
    }
  }

  void read_into(Directives& into, const std::string& revision, const DirectiveLine& line,
                 int number) {
    const std::string key =
        line.has_toolchains ? fmt::format("{}({})", line.key, line.toolchains) : line.key;
    if (is_directive_key(line.key) && line.value.empty()) {
      return complain(number, fmt::format("the directive '{}' has no value", key),
                      fmt::format("write: //@ {}: VALUE", key));
    }
    if (!seen_.emplace(revision, line.key).second && !may_repeat(line.key)) {
      return complain(number, fmt::format("the directive '{}' stands here twice", line.key),
                      "keep one of them");
    }
    auto problem = read_directive(key, line.value, number, into);
    if (problem) complain(number, std::move(problem->what), std::move(problem->help));
  }

  const std::filesystem::path& file_;
  Failures& failures_;
  FileDirectives read_;
  std::set<std::pair<std::string, std::string>> seen_;  // revision, key
};

/// `// @ rule: E0373` is one blank away from a directive: silence would drop what it asks for.
void complain_about_lookalike(const Comment& comment, const std::filesystem::path& file,
                              Failures& failures) {
  static const RE2 pattern(R"(^\s+@ *([\w-]+) *:)");
  std::string key;
  if (!RE2::PartialMatch(re2::StringPiece(comment.text.data(), comment.text.size()), pattern,
                         &key) ||
      !is_directive_key(key)) {
    return;
  }
  const std::string_view written = trim(comment.text);
  failures.push_back(
      {{file, comment.line},
       fmt::format("'// {}' is not a directive", written.substr(0, written.find(':'))),
       fmt::format("write: //@ {}:{}", key, written.substr(written.find(':') + 1))});
}

}  // namespace

bool is_known_directive(const Comment& comment) {
  if (!is_directive(comment)) return false;
  static const RE2 pattern(R"(^@\s*(?:\[[^\]]*\]\s*)?([\w-]+)\s*(?:\([^)]*\)\s*)?:)");
  std::string key;
  return RE2::PartialMatch(re2::StringPiece(comment.text.data(), comment.text.size()), pattern,
                           &key) &&
         (is_directive_key(key) || key == kRevisions);
}

std::vector<std::string> revisions_in(const std::vector<Comment>& comments) {
  for (const Comment& comment : comments) {
    if (!is_directive(comment)) continue;
    const DirectiveLine line = cut_directive(comment.text.substr(1));
    if (line.key == kRevisions && !line.is_revised) return split_list(line.value, ' ');
  }
  return {};
}

Directives merged(Directives outer, const Directives& inner) {
  const auto replace = [](auto& with, const auto& by) {
    if (by != std::decay_t<decltype(by)>{}) with = by;
  };
  const auto extend = [](auto& list, const auto& more) {
    list.insert(list.end(), more.begin(), more.end());
  };
  replace(outer.mode, inner.mode);
  replace(outer.dialect, inner.dialect);
  if (!inner.rule.empty()) {
    outer.rule = inner.rule;
    outer.rule_line = inner.rule_line;
  }
  replace(outer.standard, inner.standard);
  extend(outer.flags.groups, inner.flags.groups);
  extend(outer.only, inner.only);
  extend(outer.skip, inner.skip);
  extend(outer.needs, inner.needs);
  replace(outer.needs_line, inner.needs_line);
  if (inner.witness) outer.witness = inner.witness;
  extend(outer.safe, inner.safe);
  replace(outer.known_hole, inner.known_hole);
  replace(outer.timeout, inner.timeout);
  replace(outer.exit_code, inner.exit_code);
  if (inner.differs) {
    outer.differs = inner.differs;
    outer.differs_line = inner.differs_line;
  }
  replace(outer.fix_it_compiles, inner.fix_it_compiles);
  replace(outer.notes, inner.notes);
  replace(outer.expectations, inner.expectations);
  replace(outer.checked_by, inner.checked_by);
  replace(outer.unchecked, inner.unchecked);
  if (inner.strictness) outer.strictness = inner.strictness;
  return outer;
}

Directives FileDirectives::of(const std::string& revision) const {
  const auto own = of_revision.find(revision);
  return own == of_revision.end() ? general : merged(general, own->second);
}

FileDirectives parse_directives(const std::vector<Comment>& comments,
                                const std::filesystem::path& file, Failures& failures) {
  for (const Comment& comment : comments) {
    if (!comment.is_block && !comment.text.starts_with('@')) {
      complain_about_lookalike(comment, file, failures);
    }
  }
  return FileReader(file, failures).read(comments);
}

}  // namespace mustfail
