#pragma once

#include <string>
#include <vector>

#include "suite/case.hpp"
#include "suite/suite.hpp"
#include "toolchain/probe.hpp"

namespace mustfail {

/// Something that a suite would use and that is not on this machine.
struct MissingPart {
  std::string name;  ///< `clang-22`, `rust`, `gcc-12 statics-plugin`.
  std::string help;  ///< What brings it: `apt-get install clang-22`.
  std::string cost;  ///< What the suite's table lacks without it: `its column`.
};

/// What of it can be brought: each toolchain of the suite that was looked for, each language of the
/// cases' twins, and for each toolchain that is here the detectors and plugins that cases use. An
/// analysis that only some compilers have is missing where none of those that are here has it.
std::vector<MissingPart> missing_parts(const Suite& suite, const std::vector<Case>& cases,
                                       const Probe& probe);

/// A line for each, or that there is nothing to tell.
std::string missing_text(const std::vector<MissingPart>& parts);

}  // namespace mustfail
