// What the plugins say, in rule.hpp's words and alike on every compiler.
//
// Example:
//
//   message(Rule::E0133_SCALAR, "counter", "int", "int")
//   // [E0133] a mutable static can be reached by every thread: 'counter' of type 'int'; make it
//   ...
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "norace/rule.hpp"
#include "races.hpp"

namespace norace::plugin {

inline std::string replaced(std::string text, std::string_view old, std::string_view with) {
  for (std::size_t at = text.find(old); at != std::string::npos; at = text.find(old, at)) {
    text.replace(at, old.size(), with);
    at += with.size();
  }
  return text;
}

// Without the template arguments that stand where their defaults would, which not all compilers
// print.
inline std::string without_defaults(std::string text) {
  for (const std::string_view name : {", std::allocator<", ", std::default_delete<"}) {
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at)) {
      std::size_t end = at + name.size();
      for (int open = 1; open > 0 && end < text.size(); ++end)
        open += text[end] == '<' ? 1 : text[end] == '>' ? -1 : 0;
      text.erase(at, end - at);
    }
  }
  return text;
}

// A type as both compilers would print it: `const char*`, `int[3]`, `std::string`,
// `unsigned long`. Types that have no name are said to have none.
inline std::string type_text(std::string text) {
  for (const std::string_view mark : {"(lambda at", "<lambda"})
    if (text.find(mark) != std::string::npos) return "a closure";
  for (const std::string_view mark : {"(unnamed", "(anonymous", "<unnamed", "<anonymous"})
    if (text.find(mark) != std::string::npos) return "an unnamed type";
  constexpr std::string_view spellings[][2] = {
      {"std::__cxx11::", "std::"},
      {"std::basic_string<char>", "std::string"},
      {"std::basic_string_view<char>", "std::string_view"},
      {" *", "*"},
      {" &", "&"},
      {" [", "["},
      {"> >", ">>"},
      {"long long unsigned int", "unsigned long long"},
      {"long unsigned int", "unsigned long"},
      {"short unsigned int", "unsigned short"},
      {"long long int", "long long"},
      {"long int", "long"},
      {"short int", "short"},
  };
  for (const auto& [theirs, ours] : spellings)
    while (text.find(theirs) != std::string::npos) text = replaced(std::move(text), theirs, ours);
  text = without_defaults(replaced(std::move(text), "*const", "* const"));
  for (std::size_t at = text.find(" ("); at != std::string::npos; at = text.find(" (", at + 1))
    if (at + 2 < text.size() && text[at + 2] != '*' && text[at + 2] != '&') text.erase(at, 1);
  return text;
}

// What a type_text stands for inside `Mutex<...>`: an array needs a name there, and some types have
// none.
inline std::string as_argument(const std::string& type) {
  if (type == "a closure" || type == "an unnamed type") return "T";
  const std::size_t open = type.find('[');
  if (open == std::string::npos || type.back() != ']') return type;
  return "std::array<" + type.substr(0, open) + ", " +
         type.substr(open + 1, type.find(']') - open - 1) + ">";
}

// The types are type_texts: as the variable has it, and without const for the help's sake.
inline std::string message(Rule rule, const std::string& name, const std::string& type,
                           const std::string& plain_type) {
  for (const RuleText& row : rules) {
    if (row.rule != rule) continue;
    return "[" + std::string(row.code) + "] " + row.sentence + ": '" + name + "' of type '" + type +
           "'; " + replaced(row.help, "{}", as_argument(plain_type));
  }
  return {};
}

// As the library's own calls say it, without a name.
inline std::string plain_message(Rule rule) {
  for (const RuleText& row : rules)
    if (row.rule == rule)
      return "[" + std::string(row.code) + "] " + row.sentence + "; " + row.help;
  return {};
}
inline constexpr char strict_needs_traits[] =
    "NORACE_STD_THREADS=strict asks the library: include norace/traits.hpp, or give the compiler "
    "-include norace/traits.hpp";

// About a capture: only its name goes into the sentence that has room for it.
inline std::string capture_message(Rule rule, const std::string& name, const std::string& type) {
  if (rule != Rule::E0373_CAPTURE) return message(rule, name, type, type);
  return "[" NORACE_E0373_CAPTURE_CODE "] " + replaced(NORACE_E0373_CAPTURE_SENTENCE, "{}", name) +
         "; " NORACE_E0373_CAPTURE_HELP;
}

// About a call that changes what no variable of the user's names.
inline std::string hidden_message(const std::string& name, const std::string& instead) {
  return "[" NORACE_E0133_HIDDEN_CODE "] " NORACE_E0133_HIDDEN_SENTENCE ": '" + name + "'; " +
         replaced(NORACE_E0133_HIDDEN_HELP, "{}", instead);
}
inline std::string early_message(const std::string& used) {
  return "[" NORACE_E0133_EARLY_CODE "] " NORACE_E0133_EARLY_SENTENCE ": '" + used +
         "'; " NORACE_E0133_EARLY_HELP;
}

// About two threads and one object.
inline std::string race_message(const Race& race) {
  return race.kind == Race::Kind::Shared
             ? "[" NORACE_N0005_CODE "] " + replaced(NORACE_N0005_SENTENCE, "{}", race.name) +
                   "; " NORACE_N0005_HELP
             : "[" NORACE_E0373_THREAD_CODE "] " +
                   replaced(NORACE_E0373_THREAD_SENTENCE, "{}", race.name) +
                   "; " NORACE_E0373_THREAD_HELP;
}
inline constexpr char thread_started_note[] = "thread started here";
inline const char* race_other_note(const Race& race) {
  if (race.kind == Race::Kind::Outlived) return "it ends where its scope ends";
  return race.is_joined_late ? "also used here, before the thread is joined" : "also used here";
}

// What a class of std's holds: its members' names are std's own.
inline constexpr char bound_argument[] = "a bound argument";
inline constexpr char capture_note[] = "captured here";
inline constexpr char capture_use_note[] = "used here, maybe after the function has returned";
inline constexpr char end_in_loop_note[] = "in an earlier turn of the loop";
// `by` is the method that ended it; empty: it was moved.
inline std::string end_note(const std::string& by) {
  return by.empty() ? "moved here" : "ended here, by " + by + "()";
}
inline constexpr char first_use_note[] = "first used here";
inline constexpr char next_use_note[] = "and used here";
inline constexpr char thread_note[] = "reached from a thread started here";
inline constexpr char declared_note[] = "declared here";
inline std::string culprit_note(const std::string& member, const std::string& type) {
  return "because of its member '" + member + "' of type '" + type + "'";
}

}  // namespace norace::plugin
