#include "mutation/mutation_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "util/files.hpp"
#include "util/json_text.hpp"
#include "util/terminal.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

fmt::text_style style_of(Fate fate) {
  switch (fate) {
    case Fate::killed:
      return fmt::fg(fmt::terminal_color::green);
    case Fate::skipped:
      return fmt::fg(fmt::terminal_color::bright_black);
    case Fate::survived:
    case Fate::broken:
      break;
  }
  return fmt::emphasis::bold | fmt::fg(fmt::terminal_color::red);
}

std::string where(const Mutation& mutation) {
  return fmt::format("{}{}", display_path(mutation.place.file).string(),
                     mutation.place.line > 0 ? fmt::format(":{}", mutation.place.line) : "");
}

/// What a person does about a mutation that nothing noticed, or that says nothing.
std::string help_for(const Trial& trial) {
  if (trial.fate == Fate::broken) {
    return trial.mutation->is_patch() ? "write a \"by\" with which the library still compiles"
                                      : "repair the case, or the library with the rule off: "
                                        "mustfail run says what is wrong";
  }
  return trial.mutation->is_patch() ? "add a naive case that only this keeps from compiling"
                                    : "add a naive case that names the rule, or take the rule away";
}

}  // namespace

double Score::percent() const {
  constexpr double kHundred = 100.0;
  return tried() == 0 ? 0.0 : kHundred * static_cast<double>(killed) / static_cast<double>(tried());
}

Score score_of(const std::vector<Trial>& trials) {
  Score score;
  for (const Trial& each : trials) {
    switch (each.fate) {
      case Fate::killed:
        ++score.killed;
        break;
      case Fate::survived:
        ++score.survived;
        break;
      case Fate::broken:
        ++score.broken;
        break;
      case Fate::skipped:
        ++score.skipped;
        break;
    }
  }
  return score;
}

void print_table(const Suite& suite, const TrialResult& result, double seconds) {
  Terminal terminal(stdout);
  const Score score = score_of(result.trials);
  terminal.print(shown("{}: {}\n\n", suite.name, counted(result.trials.size(), "mutation")));
  std::size_t width = 0;
  for (const Trial& each : result.trials) {
    width = std::max(width, display_width(each.mutation->name));
  }
  for (const Trial& each : result.trials) {
    const std::string fate =
        terminal.styled(padded(std::string(name(each.fate)), 8), style_of(each.fate));
    terminal.print(shown("{}  {}  {}\n", padded(each.mutation->name, width), Ready{fate},
                         each.by.empty() ? each.reason : each.by + ": " + each.reason));
  }
  for (const Trial& each : result.trials) {
    if (each.fate != Fate::survived && each.fate != Fate::broken) continue;
    const Mutation& mutation = *each.mutation;
    terminal.print(shown("\n{}: {} {}: {}\n", where(mutation), mutation.name,
                         Ready{terminal.styled(name(each.fate), style_of(each.fate))},
                         each.reason));
    terminal.print(shown("  it makes: {}\n", mutation.why));
    terminal.print(shown("  help: {}\n", help_for(each)));
  }
  std::string text = fmt::format("\nmutation score {:.1f} %: {} of {} killed", score.percent(),
                                 score.killed, score.tried());
  if (score.survived > 0) text += fmt::format(", {} survived", score.survived);
  if (score.broken > 0) text += fmt::format(", {} broken", score.broken);
  if (score.skipped > 0) text += fmt::format(", {} skipped", score.skipped);
  text += fmt::format("; {}, {} from the cache, in {:.1f} s\n", counted(result.compiles, "compile"),
                      result.cached, seconds);
  terminal.print(text);
}

void print_json(const Suite& suite, const TrialResult& result, double seconds) {
  using Json = nlohmann::ordered_json;
  const Score score = score_of(result.trials);
  Json trials = Json::array();
  for (const Trial& each : result.trials) {
    const Mutation& mutation = *each.mutation;
    trials.push_back({{"name", mutation.name},
                      {"kind", mutation.is_patch() ? "patch" : "rule"},
                      {"rule", mutation.rule},
                      {"file", mutation.file},
                      {"why", mutation.why},
                      {"fate", name(each.fate)},
                      {"by", each.by},
                      {"reason", each.reason},
                      {"tried", each.tried}});
  }
  const Json report{{"schema", 1},
                    {"summary",
                     {{"suite", suite.name},
                      {"score", score.percent()},
                      {"killed", score.killed},
                      {"survived", score.survived},
                      {"broken", score.broken},
                      {"skipped", score.skipped},
                      {"compiles", result.compiles},
                      {"cached", result.cached},
                      {"seconds", seconds}}},
                    {"mutations", std::move(trials)}};
  say("{}", Ready{json_text(report)});
}

void print_mutations(const std::vector<Mutation>& mutations) {
  std::size_t width = 0;
  for (const Mutation& each : mutations) width = std::max(width, display_width(each.name));
  for (const Mutation& each : mutations) {
    say("{}  {}{}\n", padded(each.name, width), each.why,
        each.is_patch() ? fmt::format(" ({})", each.file) : "");
  }
  say("{}\n", counted(mutations.size(), "mutation"));
}

}  // namespace mustfail
