#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mustfail {

enum class Severity { error, warning, remark, note };

constexpr std::string_view name(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::remark:
      return "remark";
    case Severity::note:
      return "note";
  }
  return "?";
}

/// Where a diagnostic points: the file as the compiler printed it. Line and column count from 1;
/// 0 means that the compiler named none.
struct Location {
  std::string file;
  int line = 0;
  int column = 0;

  friend bool operator==(const Location&, const Location&) = default;
};

/// One line of the way from a diagnostic back to the code that caused it: an `#include`, a template
/// instantiation, a macro's expansion, a constant evaluation.
struct Context {
  enum class Kind { include, instantiation, macro, evaluation };

  Kind kind = Kind::include;
  Location location;
};

/// A compiler's proposal: put `text` in place of what stands from one place up to another. Lines
/// and columns count from 1, columns in bytes.
struct FixIt {
  std::string file;
  int line = 0;
  int column = 0;
  int end_line = 0;
  int end_column = 0;  ///< The first byte that stays.
  std::string text;

  friend bool operator==(const FixIt&, const FixIt&) = default;
};

/// What a compiler said, free of how the compiler says it.
struct Diagnostic {
  Severity severity = Severity::error;
  bool fatal = false;   ///< The compiler gave up here ("fatal error").
  std::string code;     ///< `E0373`, when the message carries one.
  std::string message;  ///< Without the location, the severity and the option.
  std::string option;   ///< `-Wunused-variable`, when the compiler names one.
  Location location;    ///< Where the compiler points.
  Location blame;       ///< The line of the user's file that it is about; see compiler_output.hpp.
  std::vector<Context> contexts;  ///< Innermost first.
  std::vector<Diagnostic> notes;  ///< In the compiler's order.
  std::vector<FixIt> fix_its;     ///< Only where the file asks about them.
};

/// What one compiler run said: its diagnostics in order, and the lines that belong to none.
struct DiagnosticLog {
  std::vector<Diagnostic> diagnostics;
  std::vector<std::string> strays;  ///< A driver's complaint, a crash's stack, a plugin's output.
  bool crashed = false;             ///< "internal compiler error" and its like was printed.
};

}  // namespace mustfail
