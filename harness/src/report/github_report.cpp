#include "report/github_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <set>
#include <tuple>

#include "judge/tally.hpp"
#include "report/evidence.hpp"
#include "report/finding_text.hpp"
#include "util/terminal.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

constexpr std::size_t kMostRows = 50;  // GitHub refuses a summary of more than 1 MiB

std::string escaped(std::string_view text, std::string_view special) {
  std::string out;
  for (const char c : text) {
    if (special.find(c) == std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

/// One annotation: what several toolchains agree on is told once, since GitHub shows few.
struct Annotation {
  const Finding* finding = nullptr;
  std::vector<std::string> toolchains;
};

std::vector<Annotation> annotations_of(const std::vector<Finding>& findings) {
  using Key =
      std::tuple<std::string, int, Step, Verdict, bool, std::string, std::vector<std::string>>;
  std::map<Key, std::size_t> known;
  std::vector<Annotation> annotations;
  for (const Finding& each : findings) {
    if (!is_red(each.verdict)) continue;
    const Key key{each.file,  line_of(each), each.step,   each.verdict,
                  each.known, each.reason,   each.details};
    const auto [place, fresh] = known.emplace(key, annotations.size());
    if (fresh) annotations.push_back({&each, {}});
    if (!each.toolchain.empty()) annotations[place->second].toolchains.push_back(each.toolchain);
  }
  return annotations;
}

std::string command_of(const Annotation& annotation, const RunStart& start) {
  const Finding& finding = *annotation.finding;
  std::string title =
      fmt::format("{}: {}/{}", name(finding.verdict), finding.case_name, finding.variant);
  if (!annotation.toolchains.empty()) {
    title += fmt::format(" on {}, {}", listed(annotation.toolchains), name(finding.step));
  }
  std::string text = finding.reason;
  for (const auto& line : finding.details) text += "\n" + line;
  if (!finding.help.empty()) text += "\nhelp: " + finding.help;
  const char* command = "error";
  if (finding.verdict == Verdict::xpass) command = "warning";
  if (finding.known) command = "notice";
  return fmt::format("::{} file={},line={},title={}::{}\n", command,
                     command_property(path_in_report(start, finding.file)),
                     std::max(1, line_of(finding)), command_property(title), command_data(text));
}

class GithubReporter : public Reporter {
 public:
  GithubReporter(std::filesystem::path file, std::FILE* out, std::filesystem::path step_summary)
      : file_(std::move(file)), out_(out), step_summary_(std::move(step_summary)) {}

  void start(const RunStart& start) override { start_ = start; }

  Result<void> finish(const RunEnd& end, const std::vector<Finding>& findings) override {
    std::string commands;
    for (const Annotation& each : annotations_of(findings)) commands += command_of(each, start_);
    if (!file_.empty()) {
      if (auto written = deliver(file_, commands); !written) return written;
    } else if (std::fwrite(commands.data(), 1, commands.size(), out_) != commands.size() ||
               std::fflush(out_) != 0) {
      return Failure{{}, "cannot write the annotations", "check the disk or pipe"};
    }
    return step_summary_.empty() ? Result<void>() : add_summary(end, findings);
  }

 private:
  /// Other steps' summaries are in the file too.
  Result<void> add_summary(const RunEnd& end, const std::vector<Finding>& findings) const {
    std::ofstream summary(step_summary_, std::ios::app | std::ios::binary);
    summary << summary_of(end, findings);
    if (summary.flush()) return {};
    return Failure{{step_summary_, 0},
                   "cannot add to the job's summary",
                   "GITHUB_STEP_SUMMARY names it; unset it to do without"};
  }

  std::string summary_of(const RunEnd& end, const std::vector<Finding>& findings) const {
    const Tally counts = tally(findings);
    const auto known =
        static_cast<std::size_t>(std::ranges::count(findings, true, &Finding::known));
    const auto all_well = counts.red() <= known && end.completion.how == Completion::How::finished;
    std::string text =
        fmt::format("### {} {}: ", all_well ? "✅" : "❌", markdown_text(start_.suite));
    text += fmt::format("{} red of {}", counts.red(), counted(findings.size(), "step"));
    if (known > 0) text += fmt::format(", {} known", known);
    text += fmt::format(", {:.1f} s\n\n", end.seconds);
    if (end.completion.how != Completion::How::finished) {
      text += fmt::format("**Cut short: {} of {} steps were judged.**\n\n", findings.size(),
                          start_.jobs);
    }
    text += verdict_table(findings);
    text += red_table(findings);
    text += skip_list(findings);
    return text;
  }

  /// Toolchains down, verdicts across.
  std::string verdict_table(const std::vector<Finding>& findings) const {
    constexpr std::array kOrder{Verdict::pass,  Verdict::fail,  Verdict::error,
                                Verdict::xpass, Verdict::xfail, Verdict::skip};
    std::string text = "| toolchain |";
    std::string rule = "| --- |";
    for (const Verdict verdict : kOrder) {
      text += fmt::format(" {} |", name(verdict));
      rule += " ---: |";
    }
    text += " evidence shown |\n" + rule + " ---: |\n";
    const auto evidence = evidence_of(findings);
    for (const Toolchain& toolchain : start_.toolchains) {
      Tally counts;
      for (const Finding& each : findings) {
        if (each.toolchain == toolchain.name) counts.add(each.verdict);
      }
      text += fmt::format("| {} |", markdown_text(toolchain.name));
      for (const Verdict verdict : kOrder) text += fmt::format(" {} |", counts.of(verdict));
      text += fmt::format(" {} |\n", evidence_text(evidence, toolchain.name));
    }
    return text + "\n";
  }

  /// A dash where the toolchain only compiled.
  static std::string evidence_text(const std::map<EvidenceKey, Evidence>& evidence,
                                   const std::string& toolchain) {
    std::size_t shown = 0;
    for (const auto& [key, own] : evidence) {
      if (std::get<2>(key) != toolchain) continue;
      shown += static_cast<std::size_t>(
          std::ranges::count(own, Brought::shown, [](const auto& each) { return each.second; }));
    }
    return shown == 0 ? "-" : std::to_string(shown);
  }

  std::string red_table(const std::vector<Finding>& findings) const {
    const auto annotations = annotations_of(findings);
    if (annotations.empty()) return {};
    std::string text =
        "| verdict | case | toolchains | step | what was seen |\n"
        "| --- | --- | --- | --- | --- |\n";
    for (std::size_t i = 0; i < std::min(kMostRows, annotations.size()); ++i) {
      const Finding& each = *annotations[i].finding;
      constexpr std::size_t kMost = 500;
      text += fmt::format("| {}{} | {}/{} | {} | {} | {} |\n", name(each.verdict),
                          each.known ? " (known)" : "", markdown_text(each.case_name),
                          markdown_text(each.variant),
                          markdown_text(listed(annotations[i].toolchains)), name(each.step),
                          markdown_text(std::string_view(each.reason).substr(0, kMost)));
    }
    if (annotations.size() > kMostRows) {
      text += fmt::format("\n… and {} more; the other reports have all of them.\n",
                          annotations.size() - kMostRows);
    }
    return text + "\n";
  }

  static std::string skip_list(const std::vector<Finding>& findings) {
    std::map<std::string, std::size_t> reasons;
    for (const Finding& each : findings) {
      if (each.verdict == Verdict::skip) ++reasons[each.reason];
    }
    if (reasons.empty()) return {};
    std::string text = "<details><summary>What was skipped, and why</summary>\n\n";
    for (const auto& [reason, count] : reasons) {
      text += fmt::format("- {} ({})\n", markdown_text(reason), counted(count, "step"));
    }
    return text + "\n</details>\n\n";
  }

  std::filesystem::path file_;
  std::FILE* out_;
  std::filesystem::path step_summary_;
  RunStart start_;
};

}  // namespace

std::string command_data(std::string_view text) { return escaped(visible(text, true), "%\r\n"); }

std::string command_property(std::string_view text) {
  return escaped(visible(text, true), "%\r\n:,");
}

std::string markdown_text(std::string_view text) {
  constexpr std::string_view kPlain = " /-=;'\"?,^()";  // mean nothing inside a line
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool word =
        byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (word || kPlain.find(c) != std::string_view::npos) {
      out += c;
    } else if (c == '\n' || c == '\t') {
      out += ' ';
    } else if (byte >= 0x20 && byte != 0x7F) {
      out += fmt::format("&#{};", byte);
    }
  }
  return out;
}

std::unique_ptr<Reporter> make_github_reporter(std::filesystem::path file, std::FILE* out,
                                               std::filesystem::path step_summary) {
  return std::make_unique<GithubReporter>(std::move(file), out, std::move(step_summary));
}

}  // namespace mustfail
