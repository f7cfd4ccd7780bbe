#include "console_report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "files.hpp"
#include "pair_table.hpp"
#include "process.hpp"
#include "terminal.hpp"
#include "text.hpp"
#include "witness_count.hpp"

namespace mustfail {

namespace {

fmt::text_style style_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return fmt::fg(fmt::terminal_color::green);
    case Verdict::xfail:
      return fmt::fg(fmt::terminal_color::yellow);
    case Verdict::skip:
      return fmt::fg(fmt::terminal_color::bright_black);
    case Verdict::fail:
    case Verdict::error:
    case Verdict::xpass:
      break;
  }
  return fmt::emphasis::bold | fmt::fg(fmt::terminal_color::red);
}

std::string_view mark_of(Verdict verdict) {
  if (verdict == Verdict::pass) return "\u2713 ";
  if (verdict == Verdict::skip) return "- ";
  return verdict == Verdict::xfail ? "! " : "\u2717 ";
}

std::string cell_text(const Cell& cell) {
  if (cell.text.empty()) return {};
  return fmt::format("{}{}", mark_of(cell.verdict), cell.text);
}

class ConsoleReporter : public Reporter {
 public:
  explicit ConsoleReporter(std::FILE* out) : terminal_(out) {}

  void start(const RunStart& start) override {
    jobs_ = start.jobs;
    toolchains_ = start.toolchains.size();
    std::vector<std::string> names;
    for (const Toolchain& each : start.toolchains) names.push_back(each.name);
    terminal_.print(fmt::format("{}: {} on {}, {}\n", start.suite, counted(start.cases, "case"),
                                listed(names), counted(start.jobs, "step")));
    if (start.shard) {
      terminal_.print(fmt::format("shard {}/{} ({}) of {}\n", start.shard->shard.index,
                                  start.shard->shard.count, start.shard->shard.source,
                                  counted(start.shard->whole_jobs, "step")));
    }
  }

  void add(const Finding& finding) override {
    ++done_;
    if (is_red(finding.verdict) && !finding.known) print_red(finding);
    red_ += is_red(finding.verdict) && !finding.known ? 1U : 0U;
    terminal_.progress(fmt::format("[{}/{}]{} {}/{} {} {}", done_, jobs_,
                                   red_ == 0 ? "" : fmt::format(" {} red", red_), finding.case_name,
                                   finding.variant, finding.toolchain, name(finding.step)));
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
    std::string text = "\n" + terminal_.styled(verdict, style_of(finding.verdict));
    if (finding.step == Step::snapshot) {
      text += fmt::format(": {}: {}\n", display_path(finding.file).string(), finding.reason);
    } else {
      const std::string place =
          finding.blame.line > 0 && finding.blame.file == finding.file
              ? fmt::format("{}:{}", display_path(finding.file).string(), finding.blame.line)
              : display_path(finding.file).string();
      text += fmt::format(": {}/{} on {}, {}\n", finding.case_name, finding.variant,
                          finding.toolchain, name(finding.step));
      text +=
          fmt::format("  {}: {}\n", place, terminal_.styled(finding.reason, fmt::emphasis::bold));
    }
    for (const auto& line : finding.details) text += fmt::format("    {}\n", line);
    if (!finding.help.empty()) text += fmt::format("  help: {}\n", finding.help);
    if (!finding.by_hand.empty()) text += fmt::format("  by hand: {}\n", finding.by_hand);
    terminal_.print(text);
  }

  std::string row_label(const PairRow& row) const {
    if (row.toolchains.size() == toolchains_ && toolchains_ > 1) {
      return fmt::format("all {} toolchains", toolchains_);
    }
    return fmt::format("{}", fmt::join(row.toolchains, " "));
  }

  void print_table(const std::vector<Finding>& findings) {
    const auto pairs = pair_table(findings);
    if (pairs.empty()) return;
    std::vector<std::size_t> widths;
    for (const auto& column : pair_columns()) widths.push_back(display_width(column));
    std::size_t label = 0;
    for (const Pair& pair : pairs) {
      label = std::max(label, display_width(pair.title));
      for (const PairRow& row : pair.rows) {
        label = std::max(label, display_width(row_label(row)) + 2);
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
          widths[i] = std::max(widths[i], display_width(cell_text(row.cells[i])));
        }
      }
    }
    std::string heading = "\n" + padded("", label);
    for (std::size_t i = 0; i < widths.size(); ++i) {
      heading += "  " + padded(pair_columns()[i], widths[i]);
    }
    terminal_.print(terminal_.styled(std::string(trim_end(heading)), fmt::emphasis::bold) + "\n");
    for (const Pair& pair : pairs) {
      std::string text = terminal_.styled(pair.title, fmt::emphasis::bold) + "\n";
      for (const PairRow& row : pair.rows) {
        std::string line = padded("  " + row_label(row), label);
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
          const std::string cell = padded(cell_text(row.cells[i]), widths[i]);
          line += "  " + terminal_.styled(i + 1 == row.cells.size() ? trim_end(cell) : cell,
                                          style_of(row.cells[i].verdict));
        }
        text += std::string(trim_end(line)) + "\n";
      }
      terminal_.print(text);
    }
  }

  static std::string_view trim_end(std::string_view text) {
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
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
      terminal_.print(fmt::format("{} ({})\n", reason, counted(count, "step")));
    }
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
      text += fmt::format("witnesses of naive files: {}\n", fmt::join(witnesses, ", "));
    }
    if (end.completion.how == Completion::How::interrupted) {
      text += fmt::format("interrupted: {} of {} steps were judged\n", counts.total(), jobs_);
    } else if (end.completion.how == Completion::How::stopped) {
      text += fmt::format("stopped at the first red step: {} of {} were judged\n", counts.total(),
                          jobs_);
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
  std::size_t jobs_ = 0;
  std::size_t toolchains_ = 0;
  std::size_t done_ = 0;
  std::size_t red_ = 0;
};

}  // namespace

std::unique_ptr<Reporter> make_console_reporter(std::FILE* out) {
  return std::make_unique<ConsoleReporter>(out);
}

}  // namespace mustfail
