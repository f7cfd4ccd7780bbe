#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "util/failure.hpp"

namespace mustfail {

/// A compiler that the suite asks for.
struct ToolchainRequest {
  std::string name;
  std::filesystem::path compiler;  ///< Empty: found by the name.
  std::vector<std::string> flags;
  Place place;  ///< Where it was asked for.
};

}  // namespace mustfail
