#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnostic.hpp"

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

/// One warning of ThreadSanitizer.
struct RaceReport {
  std::string kind;  ///< `data race`, `heap-use-after-free`, `lock-order-inversion`, ...
  std::vector<Access> accesses;

  bool is_data_race() const;
};

/// Reads every warning in a program's stderr. The formats of GCC's and Clang's runtimes differ in
/// what stands behind a frame's place, and both are read.
std::vector<RaceReport> parse_tsan_report(std::string_view text);

/// The lines of this file that the accesses of the data races name, each once, in order.
std::vector<int> lines_in(const std::vector<RaceReport>& reports, std::string_view file);

}  // namespace mustfail
