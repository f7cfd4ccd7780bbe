#include "judge/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <system_error>

#include "judge/pairing.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// Follows the items in order and gathers what is expected.
class Gatherer {
 public:
  explicit Gatherer(const VerifySource& source) : source_(source) {}

  void add(const VerifyItem& item) {
    switch (item.kind) {
      case VerifyItem::Kind::marker:
        return define(item);
      case VerifyItem::Kind::expectation:
        if (may_follow(item)) item.marker.empty() ? expect(item.expectation) : expect_at(item);
        return;
      case VerifyItem::Kind::mistake:
        if (may_follow(item)) complain(item.file, item.mistake_line, item.mistake);
        return;
      case VerifyItem::Kind::no_diagnostics:
        if (status_ == Status::others) {
          complain(
              item.file, item.line,
              fmt::format("'{}' directive cannot follow other expected directives", item.spelling));
        } else if (status_ != Status::silence) {
          status_ = Status::silence;
          first_silence_ = item.spelling;
        }
        return;
      case VerifyItem::Kind::silence_is_fine:
        if (status_ == Status::nothing) status_ = Status::anything;
        return;
    }
  }

  void finish() {
    for (const auto& [name, marker] : markers_) {
      if (marker.defined_again && marker.used_line > 0) {
        complain(marker.used_file, marker.used_line,
                 fmt::format("reference to marker '{}' is ambiguous", name));
      }
    }
    for (const auto& [name, waiting] : waiting_) {
      complain(waiting.front().file, waiting.front().line,
               fmt::format("use of undefined marker '{}'", name));
    }
  }

  bool says_nothing() const { return status_ == Status::nothing; }
  std::vector<Expectation> expectations;
  std::vector<Diagnostic> mistakes;

 private:
  enum class Status { nothing, anything, silence, others };

  struct Marker {
    Location place;
    bool defined_again = false;
    fs::path used_file;
    int used_line = 0;
  };

  void complain(const fs::path& file, int line, std::string what) {
    Diagnostic mistake;
    mistake.message = std::move(what);
    mistake.location = {file.string(), presumed_line(source_, file.string(), line), 1};
    mistake.blame = mistake.location;
    mistakes.push_back(std::move(mistake));
  }

  bool may_follow(const VerifyItem& item) {
    if (status_ != Status::silence) {
      status_ = Status::others;
      return true;
    }
    complain(
        item.file, item.line,
        fmt::format("'{}' directive cannot follow '{}' directive", item.spelling, first_silence_));
    return false;
  }

  void expect(Expectation expectation) {
    if (expectation.where == Expectation::Where::line) {
      expectation.line = presumed_line(source_, expectation.file, expectation.line);
    }
    expectations.push_back(std::move(expectation));
  }

  void expect_at(const VerifyItem& item) {
    const auto known = markers_.find(item.marker);
    if (known == markers_.end()) {
      waiting_[item.marker].push_back(item);
    } else {
      attach(item, known->second);
    }
  }

  void attach(const VerifyItem& item, Marker& marker) {
    if (marker.used_line == 0) {
      marker.used_file = item.file;
      marker.used_line = item.line;
    }
    Expectation expectation = item.expectation;
    expectation.file = marker.place.file;
    expectation.line = marker.place.line;
    expect(std::move(expectation));
  }

  void define(const VerifyItem& item) {
    const auto [known, added] =
        markers_.try_emplace(item.marker, Marker{{item.file.string(), item.line, 1}, false, {}, 0});
    if (!added) {
      known->second.defined_again = true;
      return;
    }
    const auto waiting = waiting_.find(item.marker);
    if (waiting == waiting_.end()) return;
    for (const VerifyItem& each : waiting->second) attach(each, known->second);
    waiting_.erase(waiting);
  }

  const VerifySource& source_;
  Status status_ = Status::nothing;
  std::string first_silence_;
  std::map<std::string, Marker> markers_;
  std::map<std::string, std::vector<VerifyItem>> waiting_;
};

/// What a compiler's printer adds and its checker never sees.
bool is_printers_own(const Diagnostic& note) {
  return note.severity == Severity::note && (note.message.starts_with("expanded from macro '") ||
                                             note.message == "expanded from here" ||
                                             note.message.starts_with("in expansion of macro ") ||
                                             note.message.starts_with("in definition of macro "));
}

fs::path real(const fs::path& file) {
  std::error_code problem;
  const fs::path canonical = fs::weakly_canonical(file, problem);
  return problem ? file.lexically_normal() : canonical;
}

bool contains(const std::vector<Severity>& list, Severity severity) {
  return std::ranges::find(list, severity) != list.end();
}

}  // namespace

Verification verify(const VerifySource& source, const VerifyOptions& options, const fs::path& file,
                    const std::vector<Diagnostic>& diagnostics) {
  Gatherer gatherer(source);
  for (const VerifyItem& item : source.items) gatherer.add(item);
  gatherer.finish();

  std::vector<const Expectation*> expectations;
  for (const Expectation& each : gatherer.expectations) expectations.push_back(&each);
  std::vector<Candidate> candidates;
  const auto add = [&](const Diagnostic& said, int owner = -1) {
    if (is_printers_own(said)) return;
    candidates.push_back({&said, {}, owner});
    // What has no place is at no line of the main file, and yet in it.
    candidates.back().places.push_back(said.location.file.empty() ? Location{file.string(), 0, 0}
                                                                  : said.location);
  };
  for (const Diagnostic& mistake : gatherer.mistakes) add(mistake);
  for (const Diagnostic& diagnostic : diagnostics) {
    const int owner = static_cast<int>(candidates.size());
    add(diagnostic);
    for (const Diagnostic& note : diagnostic.notes) add(note, owner);
  }
  const auto same_file = [&](const std::string& printed, const std::string& meant) {
    if (printed == meant) return true;
    if (printed.starts_with('<')) return meant == file.string();  // <command line>, <scratch space>
    if (const auto moved = source.moved.find(meant); moved != source.moved.end()) {
      for (const MovedLine& each : moved->second) {
        if (!each.name.empty() && each.name == printed) return true;
      }
    }
    return real(printed) == real(meant);
  };
  const Pairing pairing = pair_up(expectations, candidates, same_file, options.strictness);

  Verification result;
  for (const Expectation& each : gatherer.expectations) {
    if (options.strictness.one_each && is_loose(each)) result.loose.push_back(each);
  }
  result.misspelled = source.misspelled;
  result.misspelling_is_red = options.strictness.spelling;
  result.says_nothing = gatherer.says_nothing();
  for (std::size_t i = 0; i < expectations.size(); ++i) {
    if (pairing.found[i] < expectations[i]->least) {
      result.unmet.push_back({*expectations[i], pairing.found[i]});
    }
  }
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Diagnostic& said = *candidates[i].diagnostic;
    if (!pairing.taken[i] && !contains(options.ignored, said.severity)) {
      result.unexpected.push_back(said);
      result.unexpected.back().notes.clear();
    }
  }
  return result;
}

}  // namespace mustfail
