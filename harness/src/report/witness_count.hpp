#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "judge/finding.hpp"

namespace mustfail {

/// How many naive files show each kind of harm, each file once: those whose witness was seen on
/// every toolchain that it ran on, and those that say why they have none.
std::map<WitnessKind, std::size_t> count_witnesses(const std::vector<Finding>& findings);

}  // namespace mustfail
