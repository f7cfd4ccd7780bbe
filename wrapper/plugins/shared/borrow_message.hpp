// What the plugins say of a broken borrow, in rule.hpp's words: the error, and at most two notes.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "borrow_check.hpp"
#include "message.hpp"

namespace norace::plugin {

inline const RuleText& borrow_rule(BorrowReport::Kind kind) {
  constexpr Rule of_kind[] = {Rule::E0382_USE,   Rule::E0499_ALIVE,   Rule::E0502_ALIVE,
                              Rule::E0503,       Rule::E0505_ALIVE,   Rule::E0506,
                              Rule::E0515_LOCAL, Rule::E0521_GUARDED, Rule::E0597_ALIVE,
                              Rule::E0597_LENT,  Rule::E0716_ALIVE,   Rule::E0277_ASLEEP};
  for (const RuleText& row : rules)
    if (row.rule == of_kind[static_cast<std::size_t>(kind)]) return row;
  return rules[0];
}

inline std::string borrow_message(const BorrowReport& report) {
  const RuleText& row = borrow_rule(report.kind);
  const std::string name = report.name.empty() ? "a temporary" : "'" + report.name + "'";
  return "[" + std::string(row.code) + "] " + replaced(row.sentence, "'{}'", name) + "; " +
         std::string(row.help);
}

// The macro that switches the rule off.
inline std::string borrow_switch(BorrowReport::Kind kind) {
  return "NORACE_UNCHECKED_" + std::string(borrow_rule(kind).code);
}

inline std::vector<std::pair<unsigned, const char*>> borrow_notes(const BorrowReport& report) {
  std::vector<std::pair<unsigned, const char*>> notes;
  const auto add = [&](unsigned place, const char* words) {
    if (place != 0 && place != report.place && notes.size() < 2) notes.emplace_back(place, words);
  };
  const bool is_after_move = report.kind == BorrowReport::Kind::UsedAfterMove;
  if (is_after_move && report.borrowed == report.place)
    notes.emplace_back(report.place, end_in_loop_note);
  const char* begins = is_after_move ? "moved away, dropped or joined here"
                       : report.kind == BorrowReport::Kind::HeldAsleep ? "it is held from here on"
                                                                       : "borrowed here";
  add(report.borrowed, begins);
  add(report.ended, "its scope ends for this one");
  add(report.used, "and used here, later");
  return notes;
}

}  // namespace norace::plugin
