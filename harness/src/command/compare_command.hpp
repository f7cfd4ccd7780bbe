#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "run/preparation.hpp"
#include "util/exit_status.hpp"

namespace mustfail {

/// A form of the table and where it goes: `console`, `markdown` or `json`; an empty file means
/// standard output.
struct ComparisonRequest {
  std::string format;
  std::filesystem::path file;
};

struct CompareOptions {
  Selection selection;
  unsigned runs = 10;  ///< Of each program with its detector, and without.
  std::vector<ComparisonRequest> reports;
  std::filesystem::path check;  ///< A Markdown page that has to say the same, figures aside.
};

/// `mustfail compare`: builds and runs the naive program of each case that has one in Go, in Rust,
/// in C++ with std (`std.cpp`) and in C++ with the library, and prints what happened.
ExitStatus compare_command(const CompareOptions& options);

}  // namespace mustfail
