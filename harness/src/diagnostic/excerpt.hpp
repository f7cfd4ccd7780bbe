#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mustfail {

/// What a compiler counts columns in: Clang bytes, GCC columns of a terminal with tabs of eight.
enum class ColumnUnit { byte, display };

/// One line of a source file as a person is shown it, and the marks that belong below it.
struct Excerpt {
  std::string source;  ///< Tabs spread to four columns, control characters spelled out.
  std::string marks;   ///< Blanks, `^` at the column, `~` below the rest of the word.
};

/// The line (counted from 1) with a caret at the column (counted from 1; 0: the whole line). A line
/// that is too long is clipped around the caret. Nothing when the text has no such line.
std::optional<Excerpt> excerpt(std::string_view source, int line, int column, ColumnUnit unit);

}  // namespace mustfail
