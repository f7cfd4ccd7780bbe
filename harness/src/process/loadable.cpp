#include "process/loadable.hpp"

#include <system_error>

namespace mustfail {

namespace fs = std::filesystem;

fs::path find_loadable(const std::string& name) {
  std::error_code problem;
  const fs::path folder = fs::read_symlink("/proc/self/exe", problem).parent_path();
  for (const fs::path& candidate :
       {folder / "plugins" / name, folder.parent_path() / "lib" / "mustfail" / name}) {
    if (fs::is_regular_file(candidate, problem)) return candidate;
  }
  return {};
}

}  // namespace mustfail
