#pragma once

#include <string>
#include <vector>

#include "suite/discovery.hpp"
#include "suite/suite.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// What a new pair starts as.
struct PairTemplate {
  std::string naive;
  std::string wrapped;
  std::string origin;  ///< The case that it is a copy of; empty: of none.
};

/// Whether the name is `GROUP/CASE` in the letters that folders here have.
bool is_case_name(std::string_view name);

/// The suite's first case that shows the rule with a naive.cpp and a wrapped.cpp, and without a
/// hole: rather one for every toolchain than one for some. nullptr when there is none.
const Case* example_of(const std::vector<Case>& cases, std::string_view rule);

/// The template for a rule; see new_command.hpp. `from` names a case, or is empty.
Result<PairTemplate> choose_template(const Suite& suite, const std::vector<Case>& cases,
                                     const std::string& rule, const std::string& from);

}  // namespace mustfail
