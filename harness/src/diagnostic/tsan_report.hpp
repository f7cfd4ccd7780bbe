#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnostic/diagnostic.hpp"

namespace mustfail {

/// One line of a stack: the function and, where the report knows it, the place.
struct Frame {
  std::string function;
  Location location;
};

/// One access of a race: "Write of size 4 at 0x... by thread T2".
struct Access {
  std::string what;           ///< `write of size 4`, without addresses and thread numbers.
  std::vector<Frame> frames;  ///< Innermost first.
};

/// One warning of ThreadSanitizer, or of a memory detector: what is used there, and where it was
/// freed and made.
struct RaceReport {
  std::string kind;  ///< `data race`, `heap-use-after-free`, `lock-order-inversion`, ...
  std::vector<Access> accesses;

  bool is_data_race() const;
};

/// Reads every warning in a program's stderr. The formats of GCC's and Clang's runtimes differ in
/// what stands behind a frame's place, and both are read.
std::vector<RaceReport> parse_tsan_report(std::string_view text);

/// A part of the kinds of data races, and of what two locks in both orders are called.
constexpr std::string_view kRaceKind = "race";
constexpr std::string_view kDeadlockKind = "lock-order-inversion";

/// The lines of this file that the accesses of reports of this kind name, each once, in order: the
/// data races; with an empty kind, all.
std::vector<int> lines_in(const std::vector<RaceReport>& reports, std::string_view file,
                          std::string_view kind = kRaceKind);

}  // namespace mustfail
