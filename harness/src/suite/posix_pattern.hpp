#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mustfail {

/// The RE2 pattern for a POSIX extended regular expression as LLVM's regex library reads it, or
/// nothing when it is none; back references are none here.
std::optional<std::string> from_posix(std::string_view regex);

}  // namespace mustfail
