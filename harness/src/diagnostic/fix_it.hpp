#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostic/diagnostic.hpp"

namespace mustfail {

/// Reads one line of -fdiagnostics-parseable-fixits, which GCC and Clang print alike:
///
///     fix-it:"FILE":{LINE:COLUMN-LINE:COLUMN}:"TEXT"
///
/// Columns count bytes from 1; the second place is the first byte that stays.
std::optional<FixIt> parse_fix_it(std::string_view line);

/// Gives the hint to the diagnostic or note that was said last.
void add_fix_it(DiagnosticLog& log, FixIt fix_it);

/// Reads what a compiler printed with its hints, source lines among it: the errors, warnings and
/// notes that bring hints, each by itself.
std::vector<Diagnostic> read_fix_its(std::string_view text);

/// Gives the hints to those of the diagnostics, and their notes, that say the same at the same
/// place.
void attach_fix_its(std::vector<Diagnostic>& diagnostics, const std::vector<Diagnostic>& hinted);

/// The hints for a file that its errors and warnings bring, those of notes left out, since these
/// are alternatives: as `clang -fixit` chooses. The same hint counts once. Notes may stand among
/// `diagnostics`.
std::vector<FixIt> fix_its_for(const std::string& file, const std::vector<Diagnostic>& diagnostics);

/// A text with hints applied, and how many were: a hint that overlaps one before it, or is about
/// a place that the text does not have, is left out.
struct Fixed {
  std::string text;
  std::size_t applied = 0;
};
Fixed apply_fix_its(std::string_view text, const std::vector<FixIt>& fix_its);

/// One line, counted from 1, as it reads once the hints within it are applied; nothing when none
/// is.
std::optional<std::string> fixed_line(std::string_view text, int line,
                                      const std::vector<FixIt>& fix_its);

}  // namespace mustfail
