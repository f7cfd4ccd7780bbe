#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "directive.hpp"
#include "expectation.hpp"

namespace mustfail {

/// One source file of a case.
struct Variant {
  std::string name;  ///< The file's stem: `naive`, `wrapped`, `near_miss_by_value`.
  std::filesystem::path file;
  Mode mode = Mode::compile_fail;
  Directives directives;
  Expectations expectations;
  std::string source;         ///< The file's bytes, kept only in the dialect `verify`.
  std::string first_include;  ///< See precompiled.hpp; empty when something comes before it.
};

/// A folder of variants that belong together.
struct Case {
  std::string name;  ///< The folder below the suite's cases: `counter/captured_local`.
  std::filesystem::path folder;
  std::vector<Variant> variants;  ///< By name.
  std::vector<Variant> twins;     ///< By name: the variants that are no C++; see twin.hpp.
};

}  // namespace mustfail
