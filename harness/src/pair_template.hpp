#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "discovery.hpp"
#include "failure.hpp"
#include "suite.hpp"

namespace mustfail {

/// What a new pair starts as.
struct PairTemplate {
  std::string naive;
  std::string wrapped;
  std::string origin;  ///< Where it comes from, as a sentence ends; empty: from nowhere.
  std::filesystem::path snapshots;  ///< Of the case that it is a copy of; empty: it has none.
};

/// Whether the name is `GROUP/CASE` in the letters that folders here have.
bool is_case_name(std::string_view name);

/// The suite's first case that shows the rule with a plain naive.cpp and wrapped.cpp: on every
/// toolchain, and without a hole. nullptr when there is none.
const Case* example_of(const std::vector<Case>& cases, std::string_view rule);

/// The template for a rule; see new_command.hpp. `from` names a case, or is empty.
Result<PairTemplate> choose_template(const Suite& suite, const std::vector<Case>& cases,
                                     const std::string& rule, const std::string& from);

}  // namespace mustfail
