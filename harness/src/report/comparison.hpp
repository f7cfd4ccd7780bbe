#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "util/failure.hpp"

namespace mustfail {

/// What a race detector showed of one program, and what it cost.
struct Detection {
  std::string detector;  ///< `ThreadSanitizer`, `Go's race detector`.
  int seen = 0;          ///< Runs in which it reported a race at a line of the program.
  int runs = 0;
  double cpu_seconds = 0;        ///< Median of the runs with it.
  double plain_cpu_seconds = 0;  ///< Median of as many runs of the program built without it.
  double bytes = 0;              ///< Medians of the peak of resident memory; 0: not known.
  double plain_bytes = 0;
};

/// One naive program in one language.
struct ComparedProgram {
  std::string case_name;
  std::string language;  ///< `Go`, `Rust`, `C++ with std`, `C++ with NAME`.
  std::string file;      ///< `naive.go`.
  std::string compiler;  ///< What its compiler says of itself.
  bool compiles = false;
  std::optional<Detection> detection;  ///< Of what compiles.
  std::string stopped_by;              ///< One sentence; never empty.
};

/// What `mustfail compare` found: for every case with a twin in each language, all four programs.
struct ProgramComparison {
  std::string suite;
  std::vector<ComparedProgram> programs;
};

using ComparisonRow = std::array<std::string, 6>;

/// The table's rows, its titles first.
std::vector<ComparisonRow> comparison_rows(const ProgramComparison& comparison);

/// The table for a person at a terminal.
std::string comparison_text(const ProgramComparison& comparison);

/// The same as a Markdown page.
std::string comparison_markdown(const ProgramComparison& comparison);

/// The same with every figure; documented in docs/twins.md.
std::string comparison_json(const ProgramComparison& comparison);

/// What `comparison_json` wrote; a file that is none is a failure that names it.
Result<ProgramComparison> read_comparison(const std::filesystem::path& file);

/// A Markdown page without what depends on time and machine: two pages that agree in all the rest
/// are equal.
std::string without_measurements(std::string page);

}  // namespace mustfail
