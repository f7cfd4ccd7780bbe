#include "suite/verify_source.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <optional>

#include "suite/directive.hpp"
#include "suite/misspelling.hpp"
#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kActive = "mustfail_active_line_";

/// A preprocessor directive with the lines that continue it.
struct Directive {
  std::string name;
  std::string_view text;  ///< From the '#' on.
  int line = 0;
  int last_line = 0;
};

/// The directives of code without comments, in order.
std::vector<Directive> find_directives(std::string_view code) {
  static const RE2 pattern(R"(^\s*#\s*([A-Za-z_]\w*|\d+)?)");
  std::vector<Directive> directives;
  const auto lines = split_lines(code);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Directive directive;
    if (!RE2::PartialMatch(re2::StringPiece(lines[i].data(), lines[i].size()), pattern,
                           &directive.name)) {
      continue;
    }
    directive.line = static_cast<int>(i) + 1;
    const char* const begin = lines[i].data();
    while (trim(lines[i]).ends_with('\\') && i + 1 < lines.size()) ++i;
    directive.text = {begin, static_cast<std::size_t>(lines[i].data() + lines[i].size() - begin)};
    directive.last_line = static_cast<int>(i) + 1;
    directives.push_back(std::move(directive));
  }
  return directives;
}

bool opens(const Directive& directive) { return directive.name.starts_with("if"); }
bool closes(const Directive& directive) { return directive.name == "endif"; }
bool is_conditional(const Directive& directive) {
  return opens(directive) || closes(directive) || directive.name.starts_with("el");
}

std::optional<MovedLine> read_line_directive(const Directive& directive) {
  static const RE2 pattern(R"re(^\s*#\s*(?:line\s+)?(\d{1,9})(?:\s+"([^"]*)")?)re");
  MovedLine moved;
  if (!RE2::PartialMatch(re2::StringPiece(directive.text.data(), directive.text.size()), pattern,
                         &moved.presumed, &moved.name)) {
    return std::nullopt;
  }
  moved.line = directive.last_line + 1;
  return moved;
}

std::optional<std::string> included(const Directive& directive) {
  static const RE2 pattern(R"(^\s*#\s*include(?:_next)?\s*["<]([^">]+)[">])");
  std::string name;
  if (!RE2::PartialMatch(re2::StringPiece(directive.text.data(), directive.text.size()), pattern,
                         &name)) {
    return std::nullopt;
  }
  return name;
}

/// The lines inside `#if 0` and its like, up to its `#else`.
std::set<int> switched_off(const std::vector<Directive>& directives) {
  static const RE2 never(R"(^\s*#\s*if\s+(?:0|false)\s*$)");
  std::set<int> lines;
  std::vector<bool> off;  // for each conditional that is open
  int since = 0;
  const auto is_off = [&] {
    for (const bool each : off) {
      if (each) return true;
    }
    return false;
  };
  for (const Directive& directive : directives) {
    if (is_off()) {
      for (int line = since; line < directive.line; ++line) lines.insert(line);
    }
    since = directive.last_line + 1;
    if (opens(directive)) {
      off.push_back(
          RE2::PartialMatch(re2::StringPiece(directive.text.data(), directive.text.size()), never));
    } else if (closes(directive) && !off.empty()) {
      off.pop_back();
    } else if (is_conditional(directive) && !off.empty()) {
      off.back() = false;
    }
  }
  return lines;
}

/// The file's own directives in order, with the name of each line that is asked about before the
/// directive or code that stands there. What a conditional line itself says is asked about before
/// the conditional opens: a compiler reads it whichever way that goes.
std::string make_probe(const std::vector<Directive>& directives, const std::set<int>& asked) {
  std::vector<std::string> parts;   // what is written, in order
  std::vector<std::size_t> opened;  // the parts in front of the conditionals that are open
  const auto name = [](int line) { return fmt::format("{}{}\n", kActive, line); };
  auto next = asked.begin();
  for (const Directive& directive : directives) {
    for (; next != asked.end() && *next < directive.line; ++next) parts.push_back(name(*next));
    parts.emplace_back();
    if (opens(directive)) opened.push_back(parts.size() - 1);
    const std::size_t before =
        is_conditional(directive) && !opened.empty() ? opened.back() : parts.size() - 1;
    for (; next != asked.end() && *next <= directive.last_line; ++next) {
      parts[before] += name(*next);
    }
    parts.push_back(std::string(directive.text) + "\n");
    if (closes(directive) && !opened.empty()) opened.pop_back();
  }
  for (; next != asked.end(); ++next) parts.push_back(name(*next));
  std::string probe;
  for (const auto& part : parts) probe += part;
  return probe;
}

/// Reads files in the order in which a compiler does, each once.
class SourceReader {
 public:
  SourceReader(const VerifyOptions& options, const FindFile& find_file)
      : options_(options), find_file_(find_file) {}

  VerifySource read(const fs::path& file, std::string_view text) {
    visit(file, text, true);
    return std::move(source_);
  }

 private:
  void visit(const fs::path& file, std::string_view text, bool is_main) {
    if (!seen_.insert(file.string()).second) return;
    const auto comments = find_comments(text);
    const std::string code = without_comments(text, comments);
    const auto directives = find_directives(code);
    const auto off = is_main ? std::set<int>() : switched_off(directives);
    const FileEnd end = end_of(text);
    std::set<int> asked;
    auto next = directives.begin();
    const auto pass = [&](int before_line) {
      for (; next != directives.end() && next->line < before_line; ++next) {
        if (const auto moved = read_line_directive(*next)) {
          source_.moved[file.string()].push_back(*moved);
        }
        if (const auto name = included(*next)) enter(*name, file);
      }
    };
    for (const Comment& comment : comments) {
      pass(comment.line);
      if (off.contains(comment.line)) continue;
      if (is_main) note_misspellings(comment, file);
      for (VerifyItem& item : read_verify_comment(comment, file, end, options_, find_file_)) {
        asked.insert(comment.line);
        source_.items.push_back(std::move(item));
      }
    }
    pass(end.lines + 1);
    if (is_main && !asked.empty() && std::ranges::any_of(directives, is_conditional)) {
      source_.probe = make_probe(directives, asked);
    }
  }

  void note_misspellings(const Comment& comment, const fs::path& file) {
    const auto note = [&](int line, const std::string& word, std::string help) {
      source_.misspelled.push_back(
          {{file, line}, fmt::format("'{}' is no directive", word), std::move(help)});
    };
    for (auto& each : find_misspellings(comment.text, {options_.prefixes, false})) {
      note(comment.line + line_of(comment.text, each.offset) - 1, each.word, std::move(each.help));
    }
    static const RE2 ours(R"(^@\s*([\w-]+)\s*:)");
    std::string key;
    if (comment.is_block || is_known_directive(comment) ||
        !RE2::PartialMatch(re2::StringPiece(comment.text.data(), comment.text.size()), ours,
                           &key)) {
      return;
    }
    if (const auto near = nearest(key, directive_keys())) {
      note(comment.line, "//@ " + key, fmt::format("did you mean '{}'?", *near));
    }
  }

  void enter(const std::string& name, const fs::path& from) {
    const auto found = find_file_(name, from);
    if (!found || seen_.contains(found->string())) return;
    if (const auto text = read_file(*found)) visit(*found, *text, false);
  }

  const VerifyOptions& options_;
  const FindFile& find_file_;
  std::set<std::string> seen_;
  VerifySource source_;
};

}  // namespace

VerifySource read_verify_source(const fs::path& file, std::string_view text,
                                const VerifyOptions& options, const FindFile& find_file) {
  return SourceReader(options, find_file).read(file, text);
}

std::set<int> active_lines(std::string_view preprocessed) {
  static const RE2 pattern(fmt::format(R"(\b{}(\d+)\b)", kActive));
  re2::StringPiece rest(preprocessed.data(), preprocessed.size());
  std::set<int> lines;
  for (int line = 0; RE2::FindAndConsume(&rest, pattern, &line);) lines.insert(line);
  return lines;
}

int presumed_line(const VerifySource& source, const std::string& file, int line) {
  const auto moved = source.moved.find(file);
  int presumed = line;
  if (moved == source.moved.end()) return presumed;
  for (const MovedLine& each : moved->second) {
    if (each.line <= line) presumed = each.presumed + (line - each.line);
  }
  return presumed;
}

}  // namespace mustfail
