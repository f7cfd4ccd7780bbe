#pragma once

#include <string_view>

namespace mustfail {

/// Whether including a header with this text a second time does nothing: it says `#pragma once`, or
/// begins with an `#ifndef` of a macro that it defines.
bool is_guarded(std::string_view header);

}  // namespace mustfail
