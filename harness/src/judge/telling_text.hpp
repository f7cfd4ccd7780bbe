#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mustfail {

/// What an expectation may say of some messages: a part of one line that all of them have, without
/// what is another on another machine (paths) or cannot stand in a comment (braces in pairs,
/// backslashes), at most 100 bytes long. Empty when they share nothing.
std::string telling_text(const std::vector<std::string>& messages);

/// Whether a reader, and the next version of a compiler, knows by this text what is meant: several
/// words, or a long one.
bool says_enough(std::string_view text);

}  // namespace mustfail
