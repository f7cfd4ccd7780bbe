#pragma once

#include <re2/re2.h>

#include <string>

namespace mustfail {

/// The pattern, compiled once and kept for the life of the program: for what a suite names, or is
/// made of what it names, which are few; not for what each case writes. Compiling takes longer than
/// most matches. What is wrong with a pattern is asked of the result (`ok()`). Thread-safe.
const RE2& compiled_pattern(const std::string& pattern);

}  // namespace mustfail
