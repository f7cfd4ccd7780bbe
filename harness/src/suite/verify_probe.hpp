#pragma once

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "suite/preprocessor_line.hpp"

namespace mustfail {

/// A file as it is preprocessed to learn which of its comments a compiler meets: the preprocessor's
/// own lines, and a name for each line that is asked about. The file's number tells its names from
/// those of the files that it includes.
struct ProbeFile {
  std::size_t number = 0;
  std::string text;
  bool is_included_otherwise = false;  ///< Also by what stands in no probe, as `#include_next`.
};

/// The name of a probe's file; all stand in one folder, and include each other by it.
/// `extension` is the main file's, since it tells a compiler the language.
std::string probe_name(std::size_t number, std::string_view extension);

/// What is to stand in place of a line of the preprocessor; nothing: the line itself.
using Replace = std::function<std::string(const PreprocessorLine&)>;

/// The lines in order, with the name of each line that is asked about before what stands there.
/// What a conditional's line says itself is asked about before the conditional opens: a compiler
/// reads it whichever way that goes.
std::string make_probe(std::size_t number, const std::vector<PreprocessorLine>& lines,
                       const std::set<int>& asked, const Replace& replace);

/// A line that was asked about and that the compiler met.
struct MetLine {
  std::size_t file = 0;  ///< Its number.
  int line = 0;
};

/// The lines that preprocessed probes still name, in order, as often as they were met.
std::vector<MetLine> met_lines(std::string_view preprocessed);

/// The same as a text that `met_lines` reads: of megabytes that a library's headers make, what
/// matters.
std::string only_met_lines(std::string_view preprocessed);

}  // namespace mustfail
