#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mustfail {

/// What changed between two snapshots of meaning, as a table for a person: a row for each
/// diagnostic's blame line, count, code or text that moved, and for each that came or went. Both
/// are `.json` snapshots; where one is not, or the two differ in their layout alone, the lines that
/// differ.
std::vector<std::string> describe_meaning_change(std::string_view pinned, std::string_view seen);

}  // namespace mustfail
