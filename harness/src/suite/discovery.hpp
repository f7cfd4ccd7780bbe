#pragma once

#include <string>
#include <vector>

#include "suite/case.hpp"
#include "suite/filter.hpp"
#include "suite/suite.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// What a suite's folder of cases holds. A variant whose file is malformed is left out of `cases`,
/// and its failures stand in `failures`.
struct Discovery {
  std::vector<Case> cases;  ///< By name.
  Failures failures;
};

/// Every `CASE/VARIANT` below the suite's folder, by looking at file names alone: each `.cpp` in a
/// folder that is at least one level down is a variant.
Result<std::vector<std::string>> variant_names(const Suite& suite);

/// Every `CASE/VARIANT` of a twin, such as `counter/global/naive.rs`; see twin.hpp.
Result<std::vector<std::string>> twin_names(const Suite& suite);

/// Reads the variants and twins that the filter matches.
Result<Discovery> discover(const Suite& suite, const Filter& filter);

}  // namespace mustfail
