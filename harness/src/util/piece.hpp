#pragma once

#include <re2/stringpiece.h>

#include <string_view>

namespace mustfail {

/// The text as Debian 12's RE2 takes it, which knows no std::string_view.
inline re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace mustfail
