#pragma once

#include <string>
#include <vector>

#include "suite/case.hpp"
#include "suite/suite.hpp"
#include "suite/verify_options.hpp"
#include "toolchain/toolchain.hpp"

namespace mustfail {

/// How a source file is compiled.
enum class Product { check, program, race_program, memory_program };

/// The compiler and all that it is told before the files.
struct CompileFlags {
  std::vector<std::string> argv;
  /// The same for a header that is precompiled for it: what the file alone silences with `-Wno-...`
  /// is left out, so that files which differ in that share one. A header that says nothing then
  /// says nothing with fewer warnings either; and what is said of the file itself follows the
  /// file's own flags, on GCC 12 and on Clang 14, 19 and 22 alike (tested).
  std::vector<std::string> header_argv;
  VerifyOptions verify;  ///< In the dialect `verify`: what Clang's own checker would be told.
};

/// In this order, so that the later can overrule the earlier: the toolchain, the suite, the file,
/// `extra` (of a witness), and what makes the output readable for us.
CompileFlags compile_flags(const Suite& suite, const Variant& variant, const Toolchain& toolchain,
                           Product product, const std::vector<std::string>& extra);

}  // namespace mustfail
