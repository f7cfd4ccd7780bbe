#pragma once

#include <cstdio>
#include <memory>

#include "report/report.hpp"

namespace mustfail {

/// How much of a run the console shows.
enum class Detail {
  glance,  ///< What each rule came to, where the table of pairs would be long.
  pairs,   ///< Each pair, however many there are.
};

/// For a person at a terminal or a log: a progress line while it lasts (where there is no terminal,
/// one now and then on stderr), each red finding as it comes with what to do, at the end the table
/// and the count.
std::unique_ptr<Reporter> make_console_reporter(std::FILE* out, Detail detail = Detail::glance);

}  // namespace mustfail
