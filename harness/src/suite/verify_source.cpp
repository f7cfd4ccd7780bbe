#include "suite/verify_source.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "suite/directive.hpp"
#include "suite/misspelling.hpp"
#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// A file, and what it includes of the others.
struct File {
  fs::path path;
  const VerifyFile* read = nullptr;
  std::set<int> asked;                  ///< Where its comments say something, or lines move.
  std::map<int, std::size_t> included;  ///< By line; what stands in none, by negative ones.
  std::size_t includers = 0;            ///< Lines of these files.
  bool is_included_otherwise = false;   ///< By what a probe cannot do.
  bool leads_to_items = false;          ///< Says something, or includes what does.
};

/// Not where what is included is the compiler's to find.
bool has_probe_in_its_place(const Inclusion& inclusion) {
  return inclusion.keyword != "include_next" && !inclusion.is_by_macro;
}

/// Reads files in the order in which a compiler does, each once.
class SourceReader {
 public:
  SourceReader(const VerifyOptions& options, const HeaderLookup& lookup)
      : options_(options), lookup_(lookup) {}

  VerifySource read(const fs::path& file, std::string_view text) {
    const auto main = read_verify_file(std::string(text), CommentChoice::all);
    add(file, *main);
    for (const auto& each : lookup_.forced) {
      const auto number = enter(each.name, lookup_.folder / "-include");
      source_.forced.push_back(number);
      if (!number) continue;
      files_.front().included.emplace(-static_cast<int>(source_.forced.size()), *number);
      files_[*number].is_included_otherwise |= !each.can_be_probed;
    }
    for (const Comment& comment : main->comments) note_misspellings(comment, file);
    scan(0);
    drop_unused_markers();
    follow_items();
    if (needs_probe()) make_probes();
    for (const File& each : files_) source_.files.push_back(each.path);
    return std::move(source_);
  }

 private:
  /// The new file's number.
  std::size_t add(const fs::path& path, const VerifyFile& read) {
    File& file = files_.emplace_back();
    file.path = path;
    file.read = &read;
    if (!read.moved.empty()) source_.moved[path.string()] = read.moved;
    return numbers_.emplace(path.string(), files_.size() - 1).first->second;
  }

  void scan(std::size_t number) {
    const File& file = files_[number];
    auto next = file.read->inclusions.begin();
    const auto follow_before = [&](int line) {
      for (; next != file.read->inclusions.end() && next->first < line; ++next) {
        follow(next->second, number, next->first);
      }
    };
    for (const Comment& comment : file.read->comments) {
      follow_before(comment.line);
      for (VerifyItem& item :
           read_verify_comment(comment, file.path, file.read->end, options_, lookup_.find)) {
        source_.items.push_back(std::move(item));
      }
    }
    follow_before(file.read->end.lines + 1);
  }

  void follow(const Inclusion& inclusion, std::size_t from, int line) {
    const auto number = enter(inclusion.name, files_[from].path);
    if (!number) return;
    files_[from].included.emplace(line, *number);
    if (!has_probe_in_its_place(inclusion)) files_[*number].is_included_otherwise = true;
  }

  /// The number of the file that `from` includes by this name, when it is a user's.
  std::optional<std::size_t> enter(const std::string& name, const fs::path& from) {
    const auto found = lookup_.find(name, from);
    if (!found) return std::nullopt;
    std::size_t number = 0;
    if (const auto known = numbers_.find(found->string()); known != numbers_.end()) {
      number = known->second;
    } else {
      const VerifyFile* const read = lookup_.headers.read(*found);
      if (read == nullptr) return std::nullopt;
      number = add(*found, *read);
      scan(number);
    }
    ++files_[number].includers;
    return number;
  }

  /// Many a comment holds a `#word` that nobody means.
  void drop_unused_markers() {
    std::set<std::string> used;
    for (const VerifyItem& each : source_.items) {
      if (each.kind != VerifyItem::Kind::marker) used.insert(each.marker);
    }
    std::erase_if(source_.items, [&](const VerifyItem& each) {
      return each.kind == VerifyItem::Kind::marker && !used.contains(each.marker);
    });
  }

  void follow_items() {
    for (const VerifyItem& each : source_.items) {
      files_[numbers_.at(each.file.string())].asked.insert(each.line);
    }
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
      return each.leads_to_items &&
             (each.read->is_conditional || each.includers > (is_main ? 0U : 1U));
    });
  }

  void make_probes() {
    const std::string extension = files_.front().path.extension().string();
    for (std::size_t number = 0; number < files_.size(); ++number) {
      File& file = files_[number];
      if (!file.leads_to_items) continue;
      for (const MovedLine& each : file.read->moved) file.asked.insert(each.said_at);
      const auto replace = [&](const PreprocessorLine& line) -> std::string {
        const auto target = file.included.find(line.line);
        const auto inclusion =
            std::ranges::find(file.read->inclusions, line.line, &std::pair<int, Inclusion>::first);
        if (target == file.included.end() || !has_probe_in_its_place(inclusion->second)) return {};
        const File& included = files_[target->second];
        // A probe stands elsewhere, and finds nothing beside its file.
        const std::string name = included.leads_to_items ? probe_name(target->second, extension)
                                 : inclusion->second.is_quoted ? included.path.string()
                                                               : std::string();
        const bool fits = !name.empty() && name.find_first_of("\"\n") == std::string::npos;
        return fits ? fmt::format("#{} \"{}\"", inclusion->second.keyword, name) : std::string();
      };
      source_.probe.push_back({number, make_probe(number, file.read->lines, file.asked, replace),
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
  const HeaderLookup& lookup_;
  std::deque<File> files_;
  std::unordered_map<std::string, std::size_t> numbers_;  ///< By path.
  VerifySource source_;
};

}  // namespace

VerifySource read_verify_source(const fs::path& file, std::string_view text,
                                const VerifyOptions& options, const HeaderLookup& lookup) {
  return SourceReader(options, lookup).read(file, text);
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
  for (auto& moved : result.moved) {
    std::erase_if(moved.second,
                  [&](const MovedLine& each) { return is_passed_over(moved.first, each.said_at); });
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
