#pragma once

#include <fmt/color.h>

#include <string_view>

#include "judge/verdict.hpp"

namespace mustfail {

/// How the console writes a verdict.
fmt::text_style style_of(Verdict verdict);

/// What it puts before it: a mark and a blank.
std::string_view mark_of(Verdict verdict);

}  // namespace mustfail
