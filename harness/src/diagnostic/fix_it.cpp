#include "diagnostic/fix_it.hpp"

#include <re2/re2.h>

#include <algorithm>

#include "diagnostic/diagnostic_line.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

bool is_octal(char c) { return c >= '0' && c <= '7'; }

/// The bytes that a quoted text of the compiler stands for.
std::string unescaped(std::string_view quoted) {
  constexpr std::size_t kOctalDigits = 3;
  std::string text;
  for (std::size_t i = 0; i < quoted.size(); ++i) {
    if (quoted[i] != '\\' || i + 1 == quoted.size()) {
      text += quoted[i];
      continue;
    }
    const char next = quoted[++i];
    if (is_octal(next)) {
      int value = 0;
      const std::size_t end = std::min(i + kOctalDigits, quoted.size());
      for (; i < end && is_octal(quoted[i]); ++i) value = value * 8 + (quoted[i] - '0');
      --i;
      text += static_cast<char>(value);
    } else {
      text += next == 'n' ? '\n' : next == 't' ? '\t' : next;
    }
  }
  return text;
}

/// Where a place is in the text; nothing when the text has none such.
std::optional<std::size_t> offset_of(std::string_view text, int line, int column) {
  std::size_t at = 0;
  for (int passed = 1; passed < line; ++passed) {
    at = text.find('\n', at);
    if (at == std::string_view::npos) return std::nullopt;
    ++at;
  }
  const std::size_t end = std::min(text.find('\n', at), text.size());
  if (column < 1 || at + static_cast<std::size_t>(column) - 1 > end) return std::nullopt;
  return at + static_cast<std::size_t>(column) - 1;
}

struct Edit {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text;
};

}  // namespace

std::optional<FixIt> parse_fix_it(std::string_view line) {
  static const RE2 pattern(
      R"re(fix-it:"((?:[^"\\]|\\.)*)":\{(\d{1,9}):(\d{1,9})-(\d{1,9}):(\d{1,9})\}:"((?:[^"\\]|\\.)*)")re");
  std::string file;
  std::string text;
  FixIt fix_it;
  if (!RE2::FullMatch(re2::StringPiece(line.data(), line.size()), pattern, &file, &fix_it.line,
                      &fix_it.column, &fix_it.end_line, &fix_it.end_column, &text)) {
    return std::nullopt;
  }
  fix_it.file = unescaped(file);
  fix_it.text = unescaped(text);
  return fix_it;
}

void add_fix_it(DiagnosticLog& log, FixIt fix_it) {
  if (log.diagnostics.empty()) return;
  Diagnostic& last = log.diagnostics.back();
  Diagnostic& spoken = last.notes.empty() ? last : last.notes.back();
  spoken.fix_its.push_back(std::move(fix_it));
}

std::vector<Diagnostic> read_fix_its(std::string_view text) {
  std::vector<Diagnostic> said;
  for (const std::string_view line : split_lines(text)) {
    if (auto fix_it = parse_fix_it(line)) {
      if (!said.empty()) said.back().fix_its.push_back(*std::move(fix_it));
    } else if (auto diagnostic = parse_diagnostic_line(line);
               diagnostic && diagnostic->location.line > 0) {
      said.push_back(*std::move(diagnostic));
    }
  }
  std::erase_if(said, [](const Diagnostic& each) { return each.fix_its.empty(); });
  return said;
}

void attach_fix_its(std::vector<Diagnostic>& diagnostics, const std::vector<Diagnostic>& hinted) {
  for (Diagnostic& diagnostic : diagnostics) {
    for (const Diagnostic& each : hinted) {
      if (each.severity == diagnostic.severity && each.location == diagnostic.location &&
          diagnostic.message.starts_with(each.message) && diagnostic.fix_its.empty()) {
        diagnostic.fix_its = each.fix_its;
      }
    }
    attach_fix_its(diagnostic.notes, hinted);
  }
}

std::vector<FixIt> fix_its_for(const std::string& file,
                               const std::vector<Diagnostic>& diagnostics) {
  std::vector<FixIt> found;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity == Severity::note) continue;
    for (const FixIt& each : diagnostic.fix_its) {
      if (each.file == file && std::ranges::find(found, each) == found.end()) {
        found.push_back(each);
      }
    }
  }
  return found;
}

Fixed apply_fix_its(std::string_view text, const std::vector<FixIt>& fix_its) {
  std::vector<Edit> edits;
  for (const FixIt& each : fix_its) {
    const auto begin = offset_of(text, each.line, each.column);
    const auto end = offset_of(text, each.end_line, each.end_column);
    if (!begin || !end || *begin > *end) continue;
    const bool overlaps = std::ranges::any_of(
        edits, [&](const Edit& other) { return *begin < other.end && other.begin < *end; });
    if (overlaps) continue;
    // Of two insertions at one place the first said comes first.
    const auto place = std::ranges::upper_bound(edits, *begin, {}, &Edit::begin);
    edits.insert(place, {*begin, *end, each.text});
  }
  Fixed fixed{std::string(text), edits.size()};
  // From the back, so that the places in front stay.
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
    fixed.text.replace(edit->begin, edit->end - edit->begin, edit->text);
  }
  return fixed;
}

std::optional<std::string> fixed_line(std::string_view text, int line,
                                      const std::vector<FixIt>& fix_its) {
  const auto lines = split_lines(text);
  if (line < 1 || static_cast<std::size_t>(line) > lines.size()) return std::nullopt;
  std::vector<FixIt> within;
  for (FixIt each : fix_its) {
    if (each.line != line || each.end_line != line) continue;
    each.line = each.end_line = 1;
    within.push_back(std::move(each));
  }
  Fixed fixed = apply_fix_its(lines[static_cast<std::size_t>(line) - 1], within);
  if (fixed.applied == 0) return std::nullopt;
  return std::move(fixed.text);
}

}  // namespace mustfail
