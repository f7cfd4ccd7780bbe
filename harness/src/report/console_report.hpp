#pragma once

#include <cstdio>
#include <memory>

#include "report/report.hpp"

namespace mustfail {

/// For a person at a terminal or a log: a progress line while it lasts (terminals only), each red
/// finding as it comes with what to do, at the end the table of pairs and the count.
std::unique_ptr<Reporter> make_console_reporter(std::FILE* out);

}  // namespace mustfail
