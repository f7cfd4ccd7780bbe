#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mustfail {

/// A line of the preprocessor (`#if X`), with the lines that continue it.
struct PreprocessorLine {
  std::string name;  ///< `if`; the number of a line marker (`# 5 "file"`); may be empty.
  std::string text;  ///< From the begin of its first line to the end of its last.
  int line = 0;
  int last_line = 0;
};

/// The lines of the preprocessor in code without comments, in order.
std::vector<PreprocessorLine> find_preprocessor_lines(std::string_view code);

bool opens_conditional(const PreprocessorLine& line);
bool closes_conditional(const PreprocessorLine& line);
/// Opens or closes one, or is an `#else` of any kind.
bool is_conditional(const PreprocessorLine& line);

/// `#include "NAME"` and its like.
struct Inclusion {
  std::string keyword;  ///< `include`, `include_next`, `import`
  std::string name;
  bool is_quoted = false;    ///< Rather than `<NAME>`.
  bool is_by_macro = false;  ///< The name is a macro's, which may have another value.
};

/// Macros that name a header: `#define CONFIG "config.h"`.
using HeaderMacros = std::map<std::string, std::string>;

/// Notes what the line defines, when it is such a macro.
void note_header_macro(const PreprocessorLine& line, HeaderMacros& macros);

/// What the line includes, also by one of the macros; nothing where it includes nothing, or what
/// another macro says.
std::optional<Inclusion> inclusion_of(const PreprocessorLine& line, const HeaderMacros& macros);

/// `#line N "FILE"`: from `line` on, a file's lines are counted from `presumed`.
struct MovedLine {
  int line = 0;
  int presumed = 0;
  int said_at = 0;   ///< The line that says so.
  std::string name;  ///< What diagnostics call the file from here on; empty: as before.
};

/// What a `#line` or a line marker says; nothing where it is none.
std::optional<MovedLine> moved_by(const PreprocessorLine& line);

}  // namespace mustfail
