#include "util/version.hpp"

namespace mustfail {

std::string_view version() { return MUSTFAIL_VERSION; }

}  // namespace mustfail
