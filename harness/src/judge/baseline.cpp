#include "judge/baseline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "util/files.hpp"
#include "util/json_file.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

constexpr int kSchema = 1;

constexpr std::array kSteps{Step::compile,      Step::counterfactual, Step::reason,
                            Step::race,         Step::witness,        Step::run,
                            Step::memory_build, Step::memory,         Step::snapshot};
constexpr std::array kVerdicts{Verdict::fail, Verdict::error, Verdict::xpass, Verdict::skip,
                               Verdict::xfail};

/// The value with this name; complains with the nearest one when there is none.
template <typename Value, std::size_t Count>
Value named(JsonObject& json, std::string_view key, const std::array<Value, Count>& values) {
  const std::string text = json.text(key);
  std::vector<std::string> names;
  for (const Value value : values) {
    if (text == name(value)) return value;
    names.emplace_back(name(value));
  }
  json.complain(key, fmt::format("'{}' is no {}", text, key), suggestion(text, names));
  return values.front();
}

auto key_of(const KnownFailure& each) {
  return std::tie(each.case_name, each.variant, each.toolchain, each.step);
}

std::string described(const KnownFailure& entry) {
  if (entry.step == Step::snapshot) {
    return fmt::format("the stale snapshot {}/{}", entry.case_name, entry.variant);
  }
  return fmt::format("{}/{} on {}, {}", entry.case_name, entry.variant, entry.toolchain,
                     name(entry.step));
}

bool knows_toolchain(const RunStart& start, const KnownFailure& entry) {
  return entry.toolchain.empty() || std::ranges::find(start.toolchains, entry.toolchain,
                                                      &Toolchain::name) != start.toolchains.end();
}

const Finding* find(const std::vector<Finding>& findings, const KnownFailure& entry) {
  const auto found =
      std::ranges::find_if(findings, [&](const Finding& each) { return same_step(entry, each); });
  return found == findings.end() ? nullptr : &*found;
}

}  // namespace

bool same_step(const KnownFailure& entry, const Finding& finding) {
  return entry.step == finding.step && entry.case_name == finding.case_name &&
         entry.variant == finding.variant && entry.toolchain == finding.toolchain;
}

boost::system::result<Baseline, Failures> read_baseline(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) {
    return Failures{{{file, 0},
                     "this baseline is not there",
                     "write it with: mustfail run --write-baseline FILE"}};
  }
  const auto json = read_json(file);
  if (!json) return Failures{json.error()};
  Failures failures;
  JsonObject whole(*json, "", json->value, failures);
  if (whole.has("$schema")) whole.text("$schema");  // for editors
  if (const int schema = whole.number("schema", 0, 0); schema != kSchema) {
    whole.complain("schema", fmt::format("a baseline of schema {} is expected", kSchema));
  }
  Baseline baseline;
  std::set<std::tuple<std::string, std::string, std::string, Step>> seen;
  for (const auto& [pointer, value] : whole.elements("known")) {
    JsonObject entry(*json, pointer, value, failures);
    KnownFailure read;
    read.place = entry.place("");
    read.case_name = entry.text("case");
    read.variant = entry.text("variant");
    read.toolchain = entry.text("toolchain");
    read.step = named(entry, "step", kSteps);
    read.verdict = named(entry, "verdict", kVerdicts);
    read.reason = entry.text("reason");
    if (read.case_name.empty()) entry.complain("case", "an entry names its case");
    entry.finish();
    if (!seen.emplace(key_of(read)).second) {
      entry.complain("", fmt::format("{} is there twice", described(read)), "remove one of them");
    }
    baseline.push_back(std::move(read));
  }
  whole.finish();
  if (!failures.empty()) return failures;
  return baseline;
}

std::string to_text(Baseline entries) {
  std::ranges::sort(entries, {}, [](const KnownFailure& each) {
    return std::tuple(each.case_name, each.variant, each.toolchain, each.step);
  });
  nlohmann::ordered_json known = nlohmann::ordered_json::array();
  for (const KnownFailure& each : entries) {
    known.push_back({{"case", each.case_name},
                     {"variant", each.variant},
                     {"toolchain", each.toolchain},
                     {"step", name(each.step)},
                     {"verdict", name(each.verdict)},
                     {"reason", each.reason}});
  }
  const nlohmann::ordered_json json{{"schema", kSchema}, {"known", std::move(known)}};
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

Baseline renewed(const Baseline& before, const std::vector<Finding>& failing,
                 const std::vector<Finding>& findings, const RunStart& start, bool whole) {
  Baseline entries;
  for (const Finding& each : failing) {
    entries.push_back(
        {each.case_name, each.variant, each.toolchain, each.step, each.verdict, each.reason, {}});
  }
  for (const KnownFailure& each : before) {
    const Finding* seen = find(findings, each);
    const bool judged = seen != nullptr && (seen->verdict != Verdict::skip);
    const bool gone = seen == nullptr && whole && knows_toolchain(start, each);
    const bool there = std::ranges::any_of(
        failing, [&](const Finding& finding) { return same_step(each, finding); });
    if (!judged && !gone && !there) entries.push_back(each);
  }
  return entries;
}

Failures fixed_entries(const Baseline& baseline, const std::vector<Finding>& findings,
                       const RunStart& start, bool whole) {
  Failures failures;
  for (const KnownFailure& entry : baseline) {
    const Finding* seen = find(findings, entry);
    if (seen == nullptr) {
      if (!whole || !knows_toolchain(start, entry)) continue;
      failures.push_back({entry.place,
                          fmt::format("{} is known to {}, and there is no such step any more",
                                      described(entry), name(entry.verdict)),
                          "remove the entry, or write the baseline again"});
    } else if (seen->verdict == Verdict::pass || seen->verdict == Verdict::xfail) {
      failures.push_back({entry.place,
                          fmt::format("{} is known to {}, and it does not any more: {}",
                                      described(entry), name(entry.verdict), seen->reason),
                          "it is fixed: remove the entry, or write the baseline again"});
    }
  }
  return failures;
}

}  // namespace mustfail
