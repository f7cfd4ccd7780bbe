#pragma once

#include <filesystem>

#include "run/preparation.hpp"
#include "util/exit_status.hpp"

namespace mustfail {

struct ParityOptions {
  Selection selection;
  unsigned jobs = 0;            ///< 0: as many as there are cores.
  std::filesystem::path write;  ///< The page to write; empty: none.
  std::filesystem::path check;  ///< The page that has to be current; empty: none.
};

/// `mustfail parity`: runs rustc on the Rust twins and tells where its verdict and the library's
/// differ. Red when a twin is, or when the page to check is not what would be written.
ExitStatus parity_command(const ParityOptions& options);

}  // namespace mustfail
