#pragma once

#include <string_view>

namespace mustfail {

/// Every verdict that a step of a case can get. This block is the whole list.
enum class Verdict {
  pass,  ///< As it should be.
  fail,  ///< The promise does not hold: wrong diagnostics, wrong output, no race, a stale snapshot.
  error,  ///< Nothing can be said: the compiler crashed, hung, flooded, or could not be run.
  skip,   ///< Not asked for on this toolchain, or a feature is missing; the reason is given.
  xfail,  ///< A known hole is still open, as its `known-hole` says.
  xpass,  ///< A known hole is closed: take the directive away.
};

/// The verdict's name as reports spell it.
constexpr std::string_view name(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return "pass";
    case Verdict::fail:
      return "fail";
    case Verdict::error:
      return "error";
    case Verdict::skip:
      return "skip";
    case Verdict::xfail:
      return "xfail";
    case Verdict::xpass:
      return "xpass";
  }
  return "?";
}

/// Whether a run with this verdict in it ends with exit status 1.
constexpr bool is_red(Verdict verdict) {
  return verdict == Verdict::fail || verdict == Verdict::error || verdict == Verdict::xpass;
}

}  // namespace mustfail
