#include "cache/run_inputs.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "cache/inputs.hpp"
#include "util/files.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// The kernel's view of the program itself, what packages install, and what the loader, a detector
/// (which makes its temporary files in /tmp) and its symbolizer look at in every program.
bool is_of_the_system(const std::string& path) {
  constexpr std::array kFolders{"/proc",   "/sys", "/usr",  "/lib",    "/lib32",     "/lib64",
                                "/libx32", "/bin", "/sbin", "/dev/fd", "/etc/gnutls"};
  constexpr std::array kFiles{"/dev/null",    "/dev/zero",      "/dev/full",   "/dev/random",
                              "/dev/urandom", "/dev/stdin",     "/dev/stdout", "/dev/stderr",
                              "/dev/tty",     "/etc/localtime", "/tmp"};
  if (is_in(path, "/usr/local")) return false;
  return std::ranges::any_of(kFolders, [&](const char* each) { return is_in(path, each); }) ||
         std::ranges::find(kFiles, path) != kFiles.end() || path.starts_with("/etc/ld.so.") ||
         fs::path(path).filename().string().starts_with("tsan.rodata.");
}

/// Whether the loader asks for such a name in a folder of libraries.
bool is_of_libraries(const std::string& path, const std::string& folder) {
  if (!is_in(path, folder)) return false;
  const std::string name = fs::path(path).filename().string();
  return path.size() == folder.size() || name.find(".so") != std::string::npos ||
         path.find("/glibc-hwcaps") != std::string::npos;
}

}  // namespace

bool is_repeatable(const std::vector<std::string>& asked, const RunScope& scope) {
  std::set<std::string, std::less<>> known;
  for (const std::string& each : scope.known) {
    known.insert(fs::path(path_of_input(each)).lexically_normal().string());
  }
  const std::string& ours = scope.ours.native();
  return std::ranges::all_of(asked, [&](const std::string& each) {
    return is_of_the_system(each) || known.contains(each) || is_in(each, ours) ||
           is_in(ours, each) ||  // those above it are there as long as it is
           std::ranges::any_of(scope.libraries, [&](const fs::path& folder) {
             return is_of_libraries(each, folder.lexically_normal().string());
           });
  });
}

}  // namespace mustfail
