#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "diagnostic/diagnostic.hpp"
#include "diagnostic/family.hpp"
#include "diagnostic/own_code.hpp"

namespace mustfail {

/// What it takes to understand a compiler's words about one case.
struct OutputContext {
  Family family = Family::gcc;
  std::string code_pattern;  ///< RE2; its first group is a rule's code.
  OwnCode own;               ///< What else a diagnostic points at are headers.
  bool once = true;          ///< Identical diagnostics count once.
  /// RE2s over `message [-Woption]`, and the code of a message that carries none; the first counts.
  std::vector<std::pair<std::string, std::string>> analyses{};
};

/// Everything that one compiler run said, compiler-neutral: parsed, paths made normal, identical
/// diagnostics counted once (GCC prints an unavailable function twice), codes and blame lines
/// filled in.
///
/// The blame line is the outermost place in the user's own code on the way to the diagnostic: the
/// call that instantiated the template, the use of the macro, the `#include`; else where it points.
DiagnosticLog read_compiler_output(std::string_view text, const OutputContext& context);

/// The part of a message that a rule wrote: from its code on, without what the compiler put around
/// it. Empty when the message carries no code.
std::string rule_text(const Diagnostic& diagnostic);

}  // namespace mustfail
