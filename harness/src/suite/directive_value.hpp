#pragma once

#include <string_view>

#include "suite/directive.hpp"

namespace mustfail {

/// What the values of directives mean, key by key; see also read_directive.

/// Whether there is a directive of this key, besides `revisions`.
bool is_directive_key(std::string_view key);

/// Keys that may stand more than once and add up.
bool may_repeat(std::string_view key);

}  // namespace mustfail
