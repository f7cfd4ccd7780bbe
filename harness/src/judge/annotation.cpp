#include "judge/annotation.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "judge/pairing.hpp"
#include "judge/wanted.hpp"
#include "suite/annotated_source.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// Whether the expectation's text is in the message.
bool asks_for(const Expectation& expectation, const std::string& message) {
  const std::string plain = with_plain_quotes(message);
  if (expectation.is_regex) return RE2::PartialMatch(plain, RE2(expectation.pattern, RE2::Quiet));
  return plain.find(with_plain_quotes(expectation.text)) != std::string::npos;
}

bool is_here(const Expectation& expectation, const std::string& file) {
  return expectation.where == Expectation::Where::line &&
         (expectation.file.empty() || expectation.file == file);
}

std::string counted_text(int count, const std::string& text) {
  return fmt::format(" {}{{{{{}}}}}", count == 1 ? "" : fmt::format("{} ", count), text);
}

/// Annotates one file.
class Annotator {
 public:
  Annotator(const std::string& source, const std::vector<FileView>& views, bool asked_all)
      : source_(source), views_(views), asked_all_(asked_all), edit_(source) {}

  Annotation run() {
    find_stale();
    if (!result_.failures.empty()) return std::move(result_);
    auto wanted = wanted_for(views_, unasked_, asked_all_, result_.failures);
    if (!result_.failures.empty()) return std::move(result_);
    if (wanted.empty() && stale_.empty()) return silent_or_same();
    correct(wanted);
    for (const auto& [offset, each] : known_) {
      if (!stale_.contains(offset)) edit_.keep(each);
    }
    result_.source = edit_.text();
    check();
    return std::move(result_);
  }

 private:
  /// Takes away what is met nowhere that it counts, until all that is left holds in every view.
  void find_stale() {
    std::set<std::size_t> without;
    for (bool again = true; again;) {
      again = false;
      unasked_.clear();
      for (const FileView& view : views_) {
        Holding holding = hold(view, source_, without);
        for (const Failure& each : holding.mistakes) result_.failures.push_back(each);
        if (!holding.mistakes.empty()) return;
        for (const Expectation& each : holding.counting) known_.emplace(each.offset, each);
        for (const Expectation& each : holding.unmet) {
          again |= without.insert(each.offset).second;
          stale_.emplace(each.offset, each);
        }
        unasked_.push_back(std::move(holding.unasked));
      }
    }
  }

  /// In the dialect `verify` a file that says nothing is a mistake.
  Annotation silent_or_same() {
    result_.source = source_;
    const bool is_silent =
        views_.front().job->variant->mode == Mode::verify && known_.empty() &&
        std::ranges::all_of(views_, [](const FileView& each) { return each.diagnostics.empty(); });
    if (!is_silent || source_.find("-no-diagnostics") != std::string::npos) {
      return std::move(result_);
    }
    edit_.begin_with(
        fmt::format("// {}-no-diagnostics", views_.front().job->verify_options.prefixes.front()));
    result_.source = edit_.text();
    return std::move(result_);
  }

  void correct(std::vector<Wanted>& wanted) {
    const std::string file = views_.front().job->variant->file.string();
    std::map<std::size_t, std::vector<const Wanted*>> in_place;
    std::set<const Wanted*> used;
    for (const auto& [offset, old] : stale_) {
      for (const Wanted& each : wanted) {
        if (used.contains(&each) || each.severity != old.severity) continue;
        if (!is_here(old, file) || each.line != old.line) continue;
        in_place[offset].push_back(&each);
        used.insert(&each);
      }
    }
    std::map<std::size_t, const Wanted*> moved;
    for (const auto& [offset, old] : stale_) {
      if (in_place.contains(offset)) continue;
      for (const Wanted& each : wanted) {
        const bool says_it = std::ranges::all_of(
            each.messages,
            [&old = old](const std::string& message) { return asks_for(old, message); });
        if (used.contains(&each) || each.severity != old.severity || !says_it) continue;
        moved[offset] = &each;
        used.insert(&each);
        break;
      }
    }
    for (const auto& [offset, old] : stale_) {
      if (old_text(old).find('\n') != std::string::npos) {
        result_.failures.push_back({{file, old.written_line},
                                    "this expectation goes over several lines and is not met",
                                    "correct it by hand, or write it in one line"});
      } else if (const auto by = in_place.find(offset); by != in_place.end()) {
        reword(old, by->second);
      } else if (const auto to = moved.find(offset); to != moved.end()) {
        move(old, *to->second);
      } else {
        edit_.remove(old);
        remark(old, fmt::format("nothing says this any more: {}", old_text(old)));
      }
    }
    for (const Wanted& each : wanted) {
      if (!used.contains(&each)) edit_.add(written(each, {}));
    }
  }

  void reword(const Expectation& old, const std::vector<const Wanted*>& by) {
    std::vector<WrittenExpectation> all;
    std::string texts;
    for (const Wanted* each : by) {
      all.push_back(written(*each, old));
      all.back().is_absolute = is_absolute(old);
      texts += fmt::format("{}{}{}", texts.empty() ? "" : " ", all.back().head, all.back().tail);
    }
    edit_.replace(old, all);
    remark(old, fmt::format("its words changed: {} is now {}", old_text(old), texts));
    if (is_looser(old, by))
      remark(old, "looser than before: it asks for less, or on fewer compilers");
  }

  void move(const Expectation& old, const Wanted& to) {
    WrittenExpectation moved = written(to, old);
    remark(old,
           to.line > 0
               ? fmt::format("the diagnostic moved to line {}: {}", to.line, old_text(old))
               : fmt::format("the diagnostic moved to {}: {}", to.place.substr(1), old_text(old)));
    if (is_looser(old, {&to})) remark(old, "looser than before: it names no line of this file");
    // A place that somebody wrote stays a place there; else the comment goes where the line is.
    if (old_text(old).find('@') < old_text(old).find('{')) {
      moved.is_absolute = is_absolute(old);
      edit_.replace(old, {moved});
    } else {
      edit_.remove(old);
      edit_.add(moved);
    }
  }

  /// With the words of the one that was there, where they still say it.
  WrittenExpectation written(const Wanted& wanted, const std::optional<Expectation>& old) const {
    WrittenExpectation written;
    written.head = fmt::format("{}-{}", wanted.prefix, name(wanted.severity));
    written.tail = counted_text(wanted.count, wanted.text);
    written.line = wanted.line;
    written.place = wanted.place;
    const bool keeps_words =
        old && std::ranges::all_of(wanted.messages, [&](const std::string& message) {
          return asks_for(*old, message);
        });
    if (keeps_words) {
      if (old->is_regex) written.head += "-re";
      const std::string text = old_text(*old);
      written.tail = fmt::format(" {}{}", wanted.count == 1 ? "" : fmt::format("{} ", wanted.count),
                                 text.substr(text.find('{')));
    }
    return written;
  }

  bool is_looser(const Expectation& old, const std::vector<const Wanted*>& by) const {
    std::set<std::size_t> views;
    bool loses_words = false;
    bool loses_line = false;
    for (const Wanted* each : by) {
      views.insert(each->views.begin(), each->views.end());
      const bool keeps = std::ranges::all_of(
          each->messages, [&](const std::string& message) { return asks_for(old, message); });
      loses_words |= !keeps && each->text.size() < old.text.size() / 2;
      loses_line |= each->line == 0 && old.where == Expectation::Where::line;
    }
    const auto prefixes = prefixes_of(views_, true);
    const auto was = std::ranges::find(prefixes, old.prefix, &PrefixViews::prefix);
    const bool loses_views = was != prefixes.end() && !std::ranges::includes(views, was->views);
    return loses_words || loses_line || loses_views;
  }

  bool is_absolute(const Expectation& old) const {
    static const RE2 pattern(R"(^[\w-]+@\d)");
    return RE2::PartialMatch(old_text(old), pattern);
  }

  std::string old_text(const Expectation& old) const {
    return source_.substr(old.offset, old.length);
  }

  void remark(const Expectation& old, const std::string& what) {
    result_.remarks.push_back(fmt::format("line {}: {}", old.written_line, what));
  }

  /// The new text has to hold in every view, its lines being where they are now.
  void check() {
    for (FileView view : views_) {
      move_lines(view.diagnostics, view.job->variant->file.string());
      if (view.met) view.met = met_now(view);
      const Holding holding = hold(view, result_.source, {});
      if (holding.unmet.empty() && holding.unasked.empty() && holding.mistakes.empty()) continue;
      std::string what =
          fmt::format("no comments were found that hold on {}", view.job->toolchain->name);
      for (const auto& each : holding.mistakes) what += "\n    " + each.what;
      for (const auto& each : holding.unmet)
        what += fmt::format("\n    unmet: {{{{{}}}}}", each.text);
      for (const auto& each : holding.unasked) {
        what += fmt::format("\n    unasked: line {}: {}", each.blame.line, each.message);
      }
      result_.failures.push_back({{view.job->variant->file, 0}, what, "write them by hand"});
      return;
    }
  }

  void move_lines(std::vector<Diagnostic>& diagnostics, const std::string& file) const {
    for (Diagnostic& each : diagnostics) {
      for (Location* at : {&each.location, &each.blame}) {
        if (at->file == file) at->line = edit_.new_line(at->line);
      }
      move_lines(each.notes, file);
    }
  }

  /// What the compiler passed over it still does; what is new stands where it had something to say.
  std::vector<MetLine> met_now(const FileView& view) const {
    std::set<int> passed_over;
    for (const int line : hold(view, source_, {}).passed_over) {
      passed_over.insert(edit_.new_line(line));
    }
    std::vector<MetLine> met;
    for (int line = 1; line <= line_of(result_.source, result_.source.size()); ++line) {
      if (!passed_over.contains(line)) met.push_back({0, line});
    }
    std::ranges::copy_if(*view.met, std::back_inserter(met),
                         [](const MetLine& each) { return each.file != 0; });
    return met;
  }

  const std::string& source_;
  const std::vector<FileView>& views_;
  bool asked_all_;
  AnnotatedSource edit_;
  Annotation result_;
  std::map<std::size_t, Expectation> known_;
  std::map<std::size_t, Expectation> stale_;
  std::vector<std::vector<Diagnostic>> unasked_;
};

}  // namespace

Annotation annotate(const std::string& source, const std::vector<FileView>& views, bool asked_all) {
  return Annotator(source, views, asked_all).run();
}

}  // namespace mustfail
