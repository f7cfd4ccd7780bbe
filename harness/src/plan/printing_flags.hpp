#pragma once

#include <string>
#include <vector>

namespace mustfail {

/// Takes out of a command line what says in which form a compiler prints, but not what it says:
/// another tool's format, colours, places left out (`-fdiagnostics-format=msvc`,
/// `-fno-show-source-location`), also with `-Xclang` in front. The form is for us to choose.
void drop_printing_flags(std::vector<std::string>& flags);

}  // namespace mustfail
