#include "judge/gate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "judge/tally.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

constexpr std::array kMayFail{Verdict::fail, Verdict::error, Verdict::xpass, Verdict::xfail,
                              Verdict::skip};

/// Whether the run looked at every step of the suite, on the toolchains that it had.
bool is_whole(const RunStart& start, const RunEnd& end) {
  return !start.selected && !start.shard && end.completion.how == Completion::How::finished;
}

Failure too_many_skips(std::size_t skips, std::size_t most, const std::vector<Finding>& findings) {
  std::map<std::string, std::size_t> reasons;
  for (const Finding& each : findings) {
    if (each.verdict == Verdict::skip) ++reasons[each.reason];
  }
  const auto common =
      std::ranges::max_element(reasons, {}, [](const auto& reason) { return reason.second; });
  return {{},
          fmt::format("{} skipped, and --max-skips allows {}; most often ({} times): {}",
                      skips == 1 ? "1 step is" : fmt::format("{} steps are", skips), most,
                      common->second, common->first),
          "install what is missing (mustfail doctor), or allow more"};
}

}  // namespace

boost::system::result<Gate, Failures> Gate::open(const GateOptions& options) {
  Gate gate;
  gate.options_ = options;
  Failures failures;
  if (!options.fail_on.empty()) gate.fail_on_.clear();
  for (const std::string& text : options.fail_on) {
    const auto verdict =
        std::ranges::find_if(kMayFail, [&](Verdict each) { return text == name(each); });
    if (verdict != kMayFail.end()) {
      gate.fail_on_.push_back(*verdict);
      continue;
    }
    std::vector<std::string> names;
    for (const Verdict each : kMayFail) names.emplace_back(name(each));
    failures.push_back({{},
                        fmt::format("--fail-on: '{}' is no verdict that a run can fail on", text),
                        suggestion(text, names)});
  }
  const bool renews = options.write_baseline == options.baseline;
  if (!options.baseline.empty() &&
      !(renews && !std::filesystem::exists(options.baseline))) {  // then it is about to be made
    auto baseline = read_baseline(options.baseline);
    if (baseline) {
      gate.baseline_ = *std::move(baseline);
    } else {
      for (Failure& each : baseline.error()) failures.push_back(std::move(each));
    }
  }
  if (!failures.empty()) return failures;
  return gate;
}

bool Gate::asks(Verdict verdict) const {
  return std::ranges::find(fail_on_, verdict) != fail_on_.end();
}

void Gate::mark(Finding& finding) const {
  finding.known = asks(finding.verdict) && std::ranges::any_of(baseline_, [&](const auto& entry) {
                    return entry.verdict == finding.verdict && same_step(entry, finding);
                  });
}

Failures Gate::missing_toolchains(const std::vector<Toolchain>& toolchains) const {
  Failures failures;
  std::vector<std::string> names;
  for (const Toolchain& each : toolchains) names.push_back(each.name);
  for (const std::string& wanted : options_.required_toolchains) {
    if (std::ranges::find(names, wanted) != names.end()) continue;
    failures.push_back({{},
                        fmt::format("the required toolchain '{}' is not among the run's: {}",
                                    wanted, listed(names)),
                        "install it, or name it in suite.json or with --toolchain"});
  }
  return failures;
}

Failures Gate::judge(const RunStart& start, const RunEnd& end,
                     const std::vector<Finding>& findings) const {
  Failures failures = fixed_entries(baseline_, findings, start, is_whole(start, end));
  const std::size_t skips = tally(findings).of(Verdict::skip);
  if (options_.max_skips && skips > *options_.max_skips) {
    failures.push_back(too_many_skips(skips, *options_.max_skips, findings));
  }
  if (start.shard || end.completion.how != Completion::How::finished) return failures;
  for (const std::string& wanted : options_.required_toolchains) {
    const bool judged = std::ranges::any_of(findings, [&](const Finding& each) {
      return each.toolchain == wanted && each.verdict != Verdict::skip;
    });
    if (judged) continue;
    failures.push_back({{},
                        fmt::format("nothing was judged on the required toolchain '{}'", wanted),
                        "mustfail list says why each step on it is skipped"});
  }
  return failures;
}

boost::system::result<std::optional<Gate::NewBaseline>, Failures> Gate::new_baseline(
    const RunStart& start, const RunEnd& end, const std::vector<Finding>& findings) const {
  if (options_.write_baseline.empty()) return std::optional<NewBaseline>();
  Baseline before;
  if (std::filesystem::exists(options_.write_baseline)) {
    auto read = read_baseline(options_.write_baseline);
    if (!read) return read.error();
    before = *std::move(read);
  }
  std::vector<Finding> failing;
  for (const Finding& each : findings) {
    if (asks(each.verdict)) failing.push_back(each);
  }
  Baseline entries = renewed(before, failing, findings, start, is_whole(start, end));
  NewBaseline made{options_.write_baseline, entries.size(), {}};
  made.text = to_text(std::move(entries));
  return std::optional(std::move(made));
}

}  // namespace mustfail
