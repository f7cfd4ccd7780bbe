#include "judge/tally.hpp"

#include <numeric>

namespace mustfail {

namespace {

constexpr std::array kAll{Verdict::pass, Verdict::fail,  Verdict::error,
                          Verdict::skip, Verdict::xfail, Verdict::xpass};

}  // namespace

std::size_t Tally::total() const {
  return std::accumulate(counts_.begin(), counts_.end(), std::size_t{0});
}

std::size_t Tally::red() const {
  std::size_t red = 0;
  for (const Verdict verdict : kAll) red += is_red(verdict) ? of(verdict) : 0;
  return red;
}

Tally tally(const std::vector<Finding>& findings) {
  Tally tally;
  for (const Finding& finding : findings) tally.add(finding.verdict);
  return tally;
}

}  // namespace mustfail
