#include "command/explain_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "command/run_command.hpp"
#include "util/files.hpp"
#include "util/terminal.hpp"
#include "util/text.hpp"

namespace mustfail {

ExitStatus explain_command(const Selection& selection, const std::string& code) {
  const auto suite = select_suite(selection);
  if (!suite) return print(suite.error()), kNothingJudged;
  std::string wanted = code;
  std::ranges::transform(wanted, wanted.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  const auto rule = suite->rules.find(wanted);
  if (rule == suite->rules.end()) {
    std::vector<std::string> codes;
    for (const auto& entry : suite->rules) codes.push_back(entry.first);
    print({{{suite->file, 0},
            fmt::format("the suite has no rule '{}'", code),
            suggestion(wanted, codes)}});
    return kNothingJudged;
  }
  if (rule->second.page.empty()) {
    print({{{suite->file, 0},
            fmt::format("the rule {} has no page", wanted),
            "add \"page\" to the rule"}});
    return kNothingJudged;
  }
  const auto page = read_text(rule->second.page);
  if (!page) return print({page.error()}), kNothingJudged;
  say("{}", Ready{visible(*page, true)});
  return kAllAsExpected;
}

}  // namespace mustfail
