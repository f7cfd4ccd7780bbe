#include "suite/directive_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <map>
#include <utility>

#include "suite/directive_line.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

constexpr std::array<std::pair<std::string_view, Mode>, 3> kModes{{
    {"compile-fail", Mode::compile_fail},
    {"compile-pass", Mode::compile_pass},
    {"run-pass", Mode::run_pass},
}};

/// One directive while it is read: where to put what it says, or what is wrong with it.
struct Reading {
  Directives& into;
  std::string_view value;
  int line;
  std::string problem;
  std::string help;
};

void read_mode(Reading& reading) {
  for (const auto& [spelling, mode] : kModes) {
    if (reading.value == spelling) {
      reading.into.mode = mode;
      return;
    }
  }
  reading.problem = fmt::format("'{}' is not a mode", reading.value);
  reading.help = suggestion(reading.value, {"compile-fail", "compile-pass", "run-pass"});
}

void read_dialect(Reading& reading) {
  reading.into.dialect = parse_dialect(reading.value);
  if (reading.into.dialect) return;
  reading.problem = fmt::format("'{}' is not a dialect", reading.value);
  reading.help = suggestion(reading.value, {"native", "verify"});
}

void read_conditions(Reading& reading, std::vector<Condition>& conditions) {
  for (const auto& term : split_list(reading.value, ',')) {
    auto condition = parse_condition(term);
    if (!condition) {
      reading.problem = fmt::format("'{}' names no toolchain", term);
      reading.help = "write a family, a version bound or a name: gcc, clang>=19, gcc<13, clang-22";
      return;
    }
    conditions.push_back(*std::move(condition));
  }
}

constexpr std::array<std::pair<std::string_view, WitnessKind>, 6> kWitnesses{{
    {"race", WitnessKind::race},
    {"memory", WitnessKind::memory},
    {"deadlock", WitnessKind::deadlock},
    {"exit", WitnessKind::exit},
    {"signal", WitnessKind::signal},
    {"none", WitnessKind::none},
}};

constexpr std::array<std::pair<std::string_view, int>, 6> kSignals{{{"SIGABRT", SIGABRT},
                                                                    {"SIGBUS", SIGBUS},
                                                                    {"SIGFPE", SIGFPE},
                                                                    {"SIGILL", SIGILL},
                                                                    {"SIGSEGV", SIGSEGV},
                                                                    {"SIGTRAP", SIGTRAP}}};

/// `race`, `memory`, `deadlock`, `exit: 3`, `signal: SIGABRT`, `none: why`.
void read_witness(Reading& reading) {
  const std::size_t colon = reading.value.find(':');
  const std::string_view word = trim(reading.value.substr(0, colon));
  const std::string_view rest =
      colon == std::string_view::npos ? std::string_view{} : trim(reading.value.substr(colon + 1));
  const auto found =
      std::ranges::find(kWitnesses, word, &std::pair<std::string_view, WitnessKind>::first);
  const auto refuse = [&](std::string problem, std::string help) {
    reading.problem = std::move(problem);
    reading.help = std::move(help);
  };
  if (found == kWitnesses.end()) {
    return refuse(fmt::format("'{}' is not a witness", reading.value),
                  "write race, memory, deadlock, 'exit: STATUS', 'signal: SIGABRT' or 'none: why'");
  }
  Witness witness{found->second, {}, 0};
  if (witness.kind == WitnessKind::none) {
    if (rest.empty()) {
      return refuse("a witness of 'none' needs its reason",
                    "write: //@ witness: none: why no harm can be seen");
    }
    witness.reason = rest;
  } else if (witness.kind == WitnessKind::exit) {
    const auto code = parse_number(rest);
    if (!code || *code < 1 || *code > 255) {
      return refuse(fmt::format("'{}' is not the exit status of a failure", rest),
                    "write a number from 1 to 255: //@ witness: exit: 3");
    }
    witness.code = *code;
  } else if (witness.kind == WitnessKind::signal) {
    const auto known = std::ranges::find(kSignals, rest, &std::pair<std::string_view, int>::first);
    if (known == kSignals.end()) {
      std::vector<std::string> names;
      for (const auto& each : kSignals) names.emplace_back(each.first);
      return refuse(fmt::format("'{}' is not a signal that tells of a mistake", rest),
                    suggestion(rest, names));
    }
    witness.code = known->second;
  } else if (!rest.empty()) {
    return refuse(fmt::format("the witness '{}' takes no value", word),
                  fmt::format("write: //@ witness: {}", word));
  }
  reading.into.witness = std::move(witness);
}

void read_rule(Reading& reading) {
  reading.into.rule = reading.value;
  reading.into.rule_line = reading.line;
}

void read_needs(Reading& reading) {
  for (auto& feature : split_list(reading.value, ',')) {
    reading.into.needs.push_back(std::move(feature));
  }
  reading.into.needs_line = reading.line;
}

void read_timeout(Reading& reading) {
  const auto seconds = parse_number(reading.value);
  if (seconds && *seconds > 0) {
    reading.into.timeout = std::chrono::seconds(*seconds);
    return;
  }
  reading.problem = fmt::format("'{}' is not a time-out", reading.value);
  reading.help = "write whole seconds, 1 or more: //@ timeout: 20";
}

void read_exit_code(Reading& reading) {
  const auto code = parse_number(reading.value);
  if (code && *code <= 255) {
    reading.into.exit_code = code;
    return;
  }
  reading.problem = fmt::format("'{}' is not an exit code", reading.value);
  reading.help = "write a number from 0 to 255: //@ exit-code: 3";
}

void read_differs(Reading& reading) {
  const std::size_t colon = reading.value.find(':');
  const std::string_view verdict = trim(reading.value.substr(0, colon));
  const std::string_view reason =
      colon == std::string_view::npos ? std::string_view{} : trim(reading.value.substr(colon + 1));
  reading.into.differs_line = reading.line;
  if (!verdict.empty() && !reason.empty()) {
    reading.into.differs = Difference{std::string(verdict), std::string(reason)};
    return;
  }
  reading.problem = fmt::format("'{}' gives no reason", reading.value);
  reading.help = "write what the language does, and why: //@ differs: accepts: why";
}

void read_notes(Reading& reading) {
  reading.into.notes = parse_note_policy(reading.value);
  if (reading.into.notes) return;
  reading.problem = fmt::format("'{}' is not a policy for notes", reading.value);
  reading.help = suggestion(reading.value, {"expected", "free"});
}

void read_expectations(Reading& reading) {
  reading.into.expectations = parse_expectation_policy(reading.value);
  if (reading.into.expectations) return;
  reading.problem = fmt::format("'{}' is not a policy for expectations", reading.value);
  reading.help = suggestion(reading.value, {"optional", "required"});
}

void read_checked_by(Reading& reading) {
  reading.into.checked_by = parse_checked_by(reading.value);
  if (reading.into.checked_by) return;
  reading.problem = fmt::format("'{}' checks nothing", reading.value);
  reading.help = suggestion(reading.value, {"codegen", "syntax"});
}

void read_fix_it(Reading& reading) {
  reading.into.fix_it_compiles = reading.value == "compiles";
  if (reading.into.fix_it_compiles) return;
  reading.problem = fmt::format("'{}' is nothing that fix-it hints can do", reading.value);
  reading.help = suggestion(reading.value, {"compiles"});
}

void read_strict(Reading& reading) {
  Strictness strictness = reading.into.strictness.value_or(Strictness{});
  const auto bad = read_strictness(split_list(reading.value, ','), strictness);
  reading.into.strictness = strictness;
  if (!bad) return;
  reading.problem = fmt::format("'{}' is not a strictness", *bad);
  reading.help = suggestion(*bad, strictness_words());
}

void read_flags(Reading& reading, std::string_view toolchains) {
  auto group = flag_group(toolchains, split_list(reading.value, ' '));
  if (group) {
    reading.into.flags.groups.push_back(*std::move(group));
    return;
  }
  reading.problem = fmt::format("'{}' means no toolchain", toolchains);
  reading.help = flag_group_help(toolchains);
}

using ValueReader = void (*)(Reading&);

const std::map<std::string, ValueReader, std::less<>>& readers() {
  static const std::map<std::string, ValueReader, std::less<>> table{
      {"checked-by", read_checked_by},
      {"dialect", read_dialect},
      {"differs", read_differs},
      {"exit-code", read_exit_code},
      {"expectations", read_expectations},
      {"fix-it", read_fix_it},
      {"flags", [](Reading& r) { read_flags(r, "all"); }},
      {"known-hole", [](Reading& r) { r.into.known_hole = r.value; }},
      {"mode", read_mode},
      {"needs", read_needs},
      {"notes", read_notes},
      {"only", [](Reading& r) { read_conditions(r, r.into.only); }},
      {"rule", read_rule},
      {"safe", [](Reading& r) { r.into.safe.emplace_back(r.value); }},
      {"skip", [](Reading& r) { read_conditions(r, r.into.skip); }},
      {"std", [](Reading& r) { r.into.standard = r.value; }},
      {"strict", read_strict},
      {"timeout", read_timeout},
      {"witness", read_witness},
  };
  return table;
}

}  // namespace

bool is_directive_key(std::string_view key) { return readers().contains(key); }

bool may_repeat(std::string_view key) {
  return key == "flags" || key == "only" || key == "skip" || key == "needs" || key == "strict" ||
         key == "safe";
}

std::optional<Dialect> parse_dialect(std::string_view text) {
  if (text == "native") return Dialect::native;
  if (text == "verify") return Dialect::verify;
  return std::nullopt;
}

std::string_view name(Mode mode) {
  for (const auto& [spelling, each] : kModes) {
    if (each == mode) return spelling;
  }
  return "verify";
}

std::optional<NotePolicy> parse_note_policy(std::string_view text) {
  if (text == "free") return NotePolicy::free;
  if (text == "expected") return NotePolicy::expected;
  return std::nullopt;
}

std::optional<ExpectationPolicy> parse_expectation_policy(std::string_view text) {
  if (text == "required") return ExpectationPolicy::required;
  if (text == "optional") return ExpectationPolicy::optional;
  return std::nullopt;
}

std::optional<CheckedBy> parse_checked_by(std::string_view text) {
  if (text == "syntax") return CheckedBy::syntax;
  if (text == "codegen") return CheckedBy::codegen;
  return std::nullopt;
}

std::string_view name(WitnessKind kind) {
  return std::ranges::find(kWitnesses, kind, &std::pair<std::string_view, WitnessKind>::second)
      ->first;
}

const std::vector<std::string>& directive_keys() {
  static const std::vector<std::string> keys = [] {
    std::vector<std::string> all{std::string(kRevisions)};
    for (const auto& entry : readers()) all.push_back(entry.first);
    return all;
  }();
  return keys;
}

std::optional<Failure> read_directive(std::string_view key, std::string_view value, int line,
                                      Directives& into) {
  DirectiveLine parts = cut_directive(key);
  Reading reading{into, value, line, {}, {}};
  if (parts.has_toolchains && parts.key == "flags") {
    read_flags(reading, parts.toolchains);
  } else if (const auto reader = readers().find(parts.key);
             reader != readers().end() && !parts.has_toolchains) {
    reader->second(reading);
  } else if (reader != readers().end()) {
    return Failure{{},
                   fmt::format("only 'flags' may name toolchains, and '{}' does not", parts.key),
                   "write: //@ flags(clang>=19): -Wall; or make two revisions"};
  } else {
    return Failure{{},
                   fmt::format("'{}' is not a directive", parts.key),
                   suggestion(parts.key, directive_keys())};
  }
  if (reading.problem.empty()) return std::nullopt;
  return Failure{{}, std::move(reading.problem), std::move(reading.help)};
}

}  // namespace mustfail
