#include "suite/verify_source.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <set>
#include <utility>

#include "suite/directive.hpp"
#include "suite/misspelling.hpp"
#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// A file as it was read, and what it includes of the files that were.
struct File {
  fs::path path;
  std::string code;
  std::vector<PreprocessorLine> lines;
  std::set<int> asked;                  ///< Where its comments say something, or lines move.
  std::map<int, std::size_t> included;  ///< By line.
  std::size_t includers = 0;            ///< Lines of the files that were read.
  bool is_included_otherwise = false;   ///< By what a probe cannot do.
  bool leads_to_items = false;          ///< Says something, or includes what does.
};

/// Reads files in the order in which a compiler does, each once.
class SourceReader {
 public:
  SourceReader(const VerifyOptions& options, const FindFile& find_file)
      : options_(options), find_file_(find_file) {}

  VerifySource read(const fs::path& file, std::string_view text) {
    visit(file, text);
    follow_items();
    if (needs_probe()) make_probes();
    for (const File& each : files_) source_.files.push_back(each.path);
    return std::move(source_);
  }

 private:
  /// The file's number.
  std::size_t visit(const fs::path& path, std::string_view text) {
    const std::size_t number = files_.size();
    const bool is_main = number == 0;
    numbers_.emplace(path.string(), number);
    files_.emplace_back().path = path;
    const auto comments = find_comments(text);
    files_[number].code = without_comments(text, comments);
    const auto lines = find_preprocessor_lines(files_[number].code);
    const FileEnd end = end_of(text);
    std::set<int> asked;
    auto next = lines.begin();
    const auto pass = [&](int before_line) {
      for (; next != lines.end() && next->line < before_line; ++next) {
        if (const auto moved = moved_by(*next)) source_.moved[path.string()].push_back(*moved);
        if (const auto inclusion = inclusion_of(*next)) enter(*inclusion, number, next->line);
      }
    };
    for (const Comment& comment : comments) {
      pass(comment.line);
      if (is_main) note_misspellings(comment, path);
      for (VerifyItem& item : read_verify_comment(comment, path, end, options_, find_file_)) {
        asked.insert(comment.line);
        source_.items.push_back(std::move(item));
      }
    }
    pass(end.lines + 1);
    files_[number].lines = lines;
    files_[number].asked = std::move(asked);
    return number;
  }

  void enter(const Inclusion& inclusion, std::size_t from, int line) {
    const auto found = find_file_(inclusion.name, files_[from].path);
    if (!found) return;
    std::size_t number = 0;
    if (const auto known = numbers_.find(found->string()); known != numbers_.end()) {
      number = known->second;
    } else if (const auto text = read_file(*found)) {
      number = visit(*found, *text);
    } else {
      return;
    }
    ++files_[number].includers;
    files_[from].included.emplace(line, number);
    if (inclusion.keyword == "include_next") files_[number].is_included_otherwise = true;
  }

  void follow_items() {
    for (File& each : files_) each.leads_to_items = !each.asked.empty();
    for (bool changed = true; changed;) {
      changed = false;
      for (File& each : files_) {
        const bool leads = std::ranges::any_of(each.included, [&](const auto& included) {
          return files_[included.second].leads_to_items;
        });
        changed |= leads && !each.leads_to_items;
        each.leads_to_items |= leads;
      }
    }
  }

  /// Whether a compiler may pass over a comment, or meet it twice.
  bool needs_probe() const {
    return std::ranges::any_of(files_, [&](const File& each) {
      const bool is_main = &each == &files_.front();
      return each.leads_to_items && (std::ranges::any_of(each.lines, is_conditional) ||
                                     each.includers > (is_main ? 0U : 1U));
    });
  }

  void make_probes() {
    const std::string extension = files_.front().path.extension().string();
    for (std::size_t number = 0; number < files_.size(); ++number) {
      File& file = files_[number];
      if (!file.leads_to_items) continue;
      if (const auto moved = source_.moved.find(file.path.string()); moved != source_.moved.end()) {
        for (const MovedLine& each : moved->second) file.asked.insert(each.said_at);
      }
      const auto replace = [&](const PreprocessorLine& line) -> std::string {
        const auto target = file.included.find(line.line);
        const auto inclusion = inclusion_of(line);
        if (target == file.included.end() || inclusion->keyword == "include_next") return {};
        const File& included = files_[target->second];
        // A probe stands elsewhere, and finds nothing beside its file.
        const std::string name = included.leads_to_items ? probe_name(target->second, extension)
                                 : inclusion->is_quoted  ? included.path.string()
                                                         : std::string();
        const bool fits = !name.empty() && name.find_first_of("\"\n") == std::string::npos;
        return fits ? fmt::format("#{} \"{}\"", inclusion->keyword, name) : std::string();
      };
      source_.probe.push_back({number, make_probe(number, file.lines, file.asked, replace),
                               file.is_included_otherwise});
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

  const VerifyOptions& options_;
  const FindFile& find_file_;
  std::deque<File> files_;
  std::map<std::string, std::size_t> numbers_;  ///< By path.
  VerifySource source_;
};

}  // namespace

VerifySource read_verify_source(const fs::path& file, std::string_view text,
                                const VerifyOptions& options, const FindFile& find_file) {
  return SourceReader(options, find_file).read(file, text);
}

VerifySource as_met(const VerifySource& source, const std::vector<MetLine>& met) {
  using Place = std::pair<std::string, int>;
  std::map<Place, std::vector<const VerifyItem*>> items;
  for (const VerifyItem& each : source.items)
    items[{each.file.string(), each.line}].push_back(&each);
  VerifySource result = source;
  result.items.clear();
  std::set<Place> seen;
  for (const MetLine& each : met) {
    if (each.file >= source.files.size()) continue;
    const Place place{source.files[each.file].string(), each.line};
    seen.insert(place);
    for (const VerifyItem* item : items[place]) result.items.push_back(*item);
  }
  std::set<std::string> probed;
  for (const ProbeFile& each : source.probe) {
    if (!each.is_included_otherwise) probed.insert(source.files[each.number].string());
  }
  const auto is_passed_over = [&](const std::string& file, int line) {
    return probed.contains(file) && !seen.contains({file, line});
  };
  for (const VerifyItem& each : source.items) {
    const Place place{each.file.string(), each.line};
    if (!probed.contains(place.first) && !seen.contains(place)) result.items.push_back(each);
  }
  for (auto& [file, moved] : result.moved) {
    std::erase_if(moved, [&](const MovedLine& each) { return is_passed_over(file, each.said_at); });
  }
  return result;
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
