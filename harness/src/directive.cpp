#include "directive.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <map>
#include <set>
#include <utility>

#include "text.hpp"

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

using Reader = void (*)(Reading&);

const std::map<std::string, Reader, std::less<>>& readers() {
  static const std::map<std::string, Reader, std::less<>> table{
      {"dialect", read_dialect},
      {"exit-code", read_exit_code},
      {"flags",
       [](Reading& r) {
         for (auto& flag : split_list(r.value, ' ')) r.into.flags.push_back(std::move(flag));
       }},
      {"known-hole", [](Reading& r) { r.into.known_hole = r.value; }},
      {"mode", read_mode},
      {"needs", read_needs},
      {"only", [](Reading& r) { read_conditions(r, r.into.only); }},
      {"rule", read_rule},
      {"safe", [](Reading& r) { r.into.safe.emplace_back(r.value); }},
      {"skip", [](Reading& r) { read_conditions(r, r.into.skip); }},
      {"std", [](Reading& r) { r.into.standard = r.value; }},
      {"timeout", read_timeout},
      {"witness", read_witness},
  };
  return table;
}

/// Keys that may stand more than once and add up.
bool is_list(std::string_view key) {
  return key == "flags" || key == "only" || key == "skip" || key == "needs" || key == "safe";
}

void read_directive(std::string_view text, int line, const std::filesystem::path& file,
                    std::set<std::string, std::less<>>& seen, Directives& into,
                    Failures& failures) {
  const auto complain = [&](std::string what, std::string help) {
    failures.push_back({{file, line}, std::move(what), std::move(help)});
  };
  const std::size_t colon = text.find(':');
  const std::string key{trim(text.substr(0, colon))};
  const auto reader = readers().find(key);
  if (reader == readers().end()) {
    return complain(fmt::format("'{}' is not a directive", key), suggestion(key, directive_keys()));
  }
  const std::string_view value =
      colon == std::string_view::npos ? std::string_view{} : trim(text.substr(colon + 1));
  if (value.empty()) {
    return complain(fmt::format("the directive '{}' has no value", key),
                    fmt::format("write: //@ {}: VALUE", key));
  }
  if (!seen.insert(key).second && !is_list(key)) {
    return complain(fmt::format("the directive '{}' stands here twice", key), "keep one of them");
  }
  Reading reading{into, value, line, {}, {}};
  reader->second(reading);
  if (!reading.problem.empty()) complain(std::move(reading.problem), std::move(reading.help));
}

/// `// @ rule: E0373` is one blank away from a directive: silence would drop what it asks for.
void complain_about_lookalike(const Comment& comment, const std::filesystem::path& file,
                              Failures& failures) {
  static const RE2 pattern(R"(^\s+@ *([\w-]+) *:)");
  std::string key;
  if (!RE2::PartialMatch(re2::StringPiece(comment.text.data(), comment.text.size()), pattern,
                         &key) ||
      !readers().contains(key)) {
    return;
  }
  const std::string_view written = trim(comment.text);
  failures.push_back(
      {{file, comment.line},
       fmt::format("'// {}' is not a directive", written.substr(0, written.find(':'))),
       fmt::format("write: //@ {}:{}", key, written.substr(written.find(':') + 1))});
}

}  // namespace

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

std::string_view name(WitnessKind kind) {
  return std::ranges::find(kWitnesses, kind, &std::pair<std::string_view, WitnessKind>::second)
      ->first;
}

const std::vector<std::string>& directive_keys() {
  static const std::vector<std::string> keys = [] {
    std::vector<std::string> all;
    for (const auto& entry : readers()) all.push_back(entry.first);
    return all;
  }();
  return keys;
}

bool is_known_directive(const Comment& comment) {
  static const RE2 pattern(R"(^@\s*(?:\[[^\]]*\]\s*)?([\w-]+)\s*:)");
  std::string key;
  return !comment.is_block &&
         RE2::PartialMatch(re2::StringPiece(comment.text.data(), comment.text.size()), pattern,
                           &key) &&
         readers().contains(key);
}

Directives parse_directives(const std::vector<Comment>& comments, const std::filesystem::path& file,
                            Failures& failures) {
  Directives directives;
  std::set<std::string, std::less<>> seen;
  for (const Comment& comment : comments) {
    if (comment.is_block) continue;
    if (!comment.text.starts_with('@')) {
      complain_about_lookalike(comment, file, failures);
      continue;
    }
    if (comment.text.starts_with("@{") || comment.text.starts_with("@}")) continue;  // Doxygen's
    read_directive(comment.text.substr(1), comment.line, file, seen, directives, failures);
  }
  return directives;
}

}  // namespace mustfail
