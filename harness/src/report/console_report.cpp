#include "report/console_report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>

#include "diagnostic/excerpt.hpp"
#include "judge/tally.hpp"
#include "process/process.hpp"
#include "report/console_table.hpp"
#include "report/progress_log.hpp"
#include "report/verdict_style.hpp"
#include "report/witness_count.hpp"
#include "util/difference.hpp"
#include "util/files.hpp"
#include "util/terminal.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

class ConsoleReporter : public Reporter {
 public:
  ConsoleReporter(std::FILE* out, Detail detail) : terminal_(out), detail_(detail) {}

  void start(const RunStart& start) override {
    start_ = start;
    std::vector<std::string> names;
    for (const Toolchain& each : start.toolchains) names.push_back(each.name);
    for (const Toolchain& each : start.twin_compilers) names.push_back(each.name);
    terminal_.print(shown("{}: {} on {}, {}\n", start.suite, counted(start.cases, "case"),
                          listed(names), counted(start.jobs, "step")));
    for (const Failure& each : start.left_out) {
      terminal_.print(shown("left out: {}; {}\n", each.what, each.help));
    }
    if (start.shard) {
      terminal_.print(shown("shard {}/{} ({}) of {}\n", start.shard->shard.index,
                            start.shard->shard.count, start.shard->shard.source,
                            counted(start.shard->whole_jobs, "step")));
    }
  }

  void add(const Finding& finding) override {
    ++done_;
    if (is_red(finding.verdict) && !finding.known) print_red(finding);
    red_ += is_red(finding.verdict) && !finding.known ? 1U : 0U;
    terminal_.progress(fmt::format("[{}/{}]{} {}/{} {} {}", done_, start_.jobs,
                                   red_ == 0 ? "" : fmt::format(" {} red", red_), finding.case_name,
                                   finding.variant, finding.toolchain, name(finding.step)));
    if (!terminal_.is_terminal() && log_.is_due(ProgressLog::Clock::now())) {
      say(stderr, "{}\n", progress_text(done_, start_.jobs, red_, finding));
    }
  }

  Result<void> finish(const RunEnd& end, const std::vector<Finding>& findings) override {
    terminal_.clear_progress();
    print_table(findings);
    print_skips(findings);
    print_end(end, findings);
    return {};
  }

 private:
  void print_red(const Finding& finding) {
    const std::string verdict(name(finding.verdict));
    const std::string reason = terminal_.styled(visible(finding.reason), fmt::emphasis::bold);
    std::string text = "\n" + terminal_.styled(verdict, style_of(finding.verdict));
    if (finding.step == Step::snapshot) {
      text += shown(": {}: {}\n", display_path(finding.file).string(), Ready{reason});
    } else {
      const std::string place =
          finding.blame.line > 0 && finding.blame.file == finding.file
              ? fmt::format("{}:{}", display_path(finding.file).string(), finding.blame.line)
              : display_path(finding.file).string();
      text += shown(": {}/{} on {}, {}\n", finding.case_name, finding.variant, finding.toolchain,
                    name(finding.step));
      text += shown("  {}: {}\n", place, Ready{reason});
      if (finding.step != Step::reason) text += excerpts(finding);  // there it is another line
    }
    text += details(finding.details);
    if (!finding.help.empty()) text += shown("  help: {}\n", finding.help);
    if (!finding.rule.empty()) {
      text += shown("  rule: mustfail explain {}\n", finding.rule);
    }
    if (!finding.by_hand.empty()) text += shown("  by hand: {}\n", finding.by_hand);
    terminal_.print(text);
  }

  /// The user's lines that the compiler complains about, with what it says: the first few.
  std::string excerpts(const Finding& finding) const {
    constexpr std::size_t kMost = 3;
    const bool wrong_errors = std::ranges::any_of(finding.diagnostics, [](const Diagnostic& each) {
      return each.severity == Severity::error;
    });
    if (!wrong_errors) return {};
    const auto source = read_file(finding.file);
    if (!source) return {};
    std::string text;
    std::vector<int> lines;
    for (const Diagnostic& each : finding.diagnostics) {
      if (lines.size() == kMost) break;
      if (each.severity != Severity::error || each.blame.file != finding.file) continue;
      if (std::ranges::find(lines, each.blame.line) != lines.end()) continue;
      const auto shown = excerpt(*source, each.blame.line, each.blame.column, unit(finding));
      if (!shown) continue;
      lines.push_back(each.blame.line);
      const std::string number = std::to_string(each.blame.line);
      const std::string blank(number.size(), ' ');
      const std::string marks = shown->marks + " " + visible(each.message);
      text += fmt::format(
          "   {} |\n   {} | {}\n   {} | {}\n", blank, number, shown->source, blank,
          terminal_.styled(marks, fmt::emphasis::bold | fmt::fg(fmt::terminal_color::red)));
    }
    return text;
  }

  /// The lines for the reader; where one line of a difference replaces another, on a terminal what
  /// differs within them stands out.
  std::string details(const std::vector<std::string>& lines) const {
    std::string text;
    const auto is = [&](std::size_t i, std::string_view mark) {
      return i < lines.size() && lines[i].starts_with(mark);
    };
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool replaced = is(i, "- ") && is(i + 1, "+ ");
      if (!replaced) {
        text += fmt::format("    {}\n", visible(lines[i]));
        continue;
      }
      const std::string_view was = std::string_view(lines[i]).substr(2);
      const std::string_view now = std::string_view(lines[i + 1]).substr(2);
      const ChangedPart part = changed_part(was, now);
      text += "    - " + marked(was, part.begin, part.end_a, fmt::terminal_color::red) + "\n";
      text += "    + " + marked(now, part.begin, part.end_b, fmt::terminal_color::green) + "\n";
      ++i;
    }
    return text;
  }

  std::string marked(std::string_view line, std::size_t begin, std::size_t end,
                     fmt::terminal_color colour) const {
    return visible(line.substr(0, begin)) +
           terminal_.styled(visible(line.substr(begin, end - begin)),
                            fmt::emphasis::reverse | fmt::fg(colour)) +
           visible(line.substr(end));
  }

  ColumnUnit unit(const Finding& finding) const {
    const auto on = std::ranges::find(start_.toolchains, finding.toolchain, &Toolchain::name);
    const bool gcc = on != start_.toolchains.end() && on->family == Family::gcc;
    return gcc ? ColumnUnit::display : ColumnUnit::byte;
  }

  /// Each pair, or where nobody could see anything in so many, what each rule came to.
  void print_table(const std::vector<Finding>& findings) {
    const auto pairs = pair_table(findings);
    if (pairs.empty()) return;
    if (detail_ == Detail::pairs || pair_lines(pairs) <= kMostPairLines) {
      terminal_.print("\n" + pairs_text(pairs, start_.toolchains, terminal_));
    } else {
      terminal_.print("\n" + matrix_text(rule_matrix(start_, findings), terminal_));
    }
  }

  /// Every reason once, with how many steps it is for.
  void print_skips(const std::vector<Finding>& findings) {
    std::vector<std::pair<std::string, std::size_t>> reasons;
    for (const Finding& each : findings) {
      if (each.verdict != Verdict::skip && each.verdict != Verdict::xfail) continue;
      const std::string reason = fmt::format("{}: {}", name(each.verdict), each.reason);
      const auto known =
          std::ranges::find(reasons, reason, &std::pair<std::string, std::size_t>::first);
      if (known == reasons.end()) {
        reasons.emplace_back(reason, 1);
      } else {
        ++known->second;
      }
    }
    if (!reasons.empty()) terminal_.print("\n");
    for (const auto& [reason, count] : reasons) {
      terminal_.print(shown("{} ({})\n", reason, counted(count, "step")));
    }
  }

  /// The toolchains whose builds showed the harm; empty when all of them did.
  static std::string where_shown(const std::vector<Finding>& findings) {
    std::set<std::string> all;
    std::set<std::string> shown;
    for (const Finding& each : findings) {
      if (each.verdict == Verdict::skip || each.mode != Mode::compile_fail) continue;
      if (each.step == Step::snapshot) continue;
      all.insert(each.toolchain);
      if (each.step == Step::race || each.step == Step::witness) shown.insert(each.toolchain);
    }
    if (shown.empty() || shown.size() == all.size()) return {};
    return fmt::format("; seen on {} (on every toolchain: --witness all)",
                       listed({shown.begin(), shown.end()}));
  }

  void print_end(const RunEnd& end, const std::vector<Finding>& findings) {
    const Tally counts = tally(findings);
    constexpr std::array kOrder{Verdict::pass,  Verdict::fail,  Verdict::error,
                                Verdict::xfail, Verdict::xpass, Verdict::skip};
    std::vector<std::string> parts;
    for (const Verdict verdict : kOrder) {
      if (counts.of(verdict) == 0) continue;
      parts.push_back(terminal_.styled(fmt::format("{} {}", counts.of(verdict), name(verdict)),
                                       style_of(verdict)));
    }
    const auto known = std::ranges::count(findings, true, &Finding::known);
    if (known > 0) parts.push_back(fmt::format("{} of these known", known));
    std::string text = fmt::format("\n{}{}{} in {:.1f} s{}\n", counted(counts.total(), "step"),
                                   parts.empty() ? "" : ": ", fmt::join(parts, ", "), end.seconds,
                                   speed_text(end));
    std::vector<std::string> witnesses;
    for (const auto& [kind, files] : count_witnesses(findings)) {
      witnesses.push_back(fmt::format("{} {}", files, name(kind)));
    }
    if (!witnesses.empty()) {
      text += fmt::format("witnesses of naive files: {}{}\n", fmt::join(witnesses, ", "),
                          visible(where_shown(findings)));
    }
    if (end.completion.how == Completion::How::interrupted) {
      text += fmt::format("interrupted: {} of {} steps were judged\n", counts.total(), start_.jobs);
    } else if (end.completion.how == Completion::How::stopped) {
      text += fmt::format("stopped at the first red step: {} of {} were judged\n", counts.total(),
                          start_.jobs);
    }
    terminal_.print(text);
  }

  /// What made it fast, and what a person has to know about that.
  static std::string speed_text(const RunEnd& end) {
    const Completion& done = end.completion;
    std::string text;
    if (done.cached > 0) text += fmt::format(", {} from the cache", done.cached);
    if (done.fetched > 0) text += fmt::format(", {} of these from the remote one", done.fetched);
    if (done.with_header > 0) {
      text += fmt::format(", {} with a precompiled header", done.with_header);
    }
    if (done.verified > 0) {
      text += fmt::format("; {} of these compiled plainly as well, {} differed", done.verified,
                          done.differing);
    }
    if (done.fallbacks > 0) {
      text += fmt::format("; {} compiled again without the precompiled header", done.fallbacks);
    }
    if (done.rejected > 0) {
      text += fmt::format("; {} ignored", counted(done.rejected, "damaged remote cache entry"));
    }
    if (end.damaged_cache_entries > 0) {
      text +=
          fmt::format("; {} ignored", counted(end.damaged_cache_entries, "damaged cache entry"));
    }
    return text;
  }

  Terminal terminal_;
  Detail detail_;
  RunStart start_;
  ProgressLog log_{ProgressLog::Clock::now()};
  std::size_t done_ = 0;
  std::size_t red_ = 0;
};

}  // namespace

std::unique_ptr<Reporter> make_console_reporter(std::FILE* out, Detail detail) {
  return std::make_unique<ConsoleReporter>(out, detail);
}

}  // namespace mustfail
