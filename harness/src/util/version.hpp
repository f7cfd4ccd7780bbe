#pragma once

#include <string_view>

namespace mustfail {

/// Of mustfail, as the project's CMakeLists.txt has it: `1.2.3`.
std::string_view version();

}  // namespace mustfail
