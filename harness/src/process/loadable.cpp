#include "process/loadable.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <system_error>

namespace mustfail {

namespace fs = std::filesystem;

fs::path find_loadable(const std::string& name) {
  std::error_code problem;
  const fs::path folder = fs::read_symlink("/proc/self/exe", problem).parent_path();
  for (const fs::path& candidate :
       {folder / "plugins" / name, folder.parent_path() / "plugins" / name,
        folder.parent_path() / "lib" / "mustfail" / name}) {
    if (fs::is_regular_file(candidate, problem)) return candidate;
  }
  return {};
}

std::string preloadable(const fs::path& object) {
  std::string path = object.string();
  if (path.find_first_of(" :") == std::string::npos) return path;
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  return file < 0 ? std::string() : fmt::format("/proc/{}/fd/{}", ::getpid(), file);
}

}  // namespace mustfail
