#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "judge/finding.hpp"
#include "judge/verdict.hpp"

namespace mustfail {

/// Verdicts counted.
class Tally {
 public:
  void add(Verdict verdict) { ++counts_[static_cast<std::size_t>(verdict)]; }
  std::size_t of(Verdict verdict) const { return counts_[static_cast<std::size_t>(verdict)]; }
  std::size_t total() const;
  std::size_t red() const;

 private:
  std::array<std::size_t, 6> counts_{};
};

Tally tally(const std::vector<Finding>& findings);

}  // namespace mustfail
