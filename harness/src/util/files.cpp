#include "util/files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <system_error>

#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// No source, suite or report that people write has so many.
constexpr off_t kLargestFile = off_t{1} << 30U;

Failure about(const fs::path& file, std::string_view what, int problem, std::string help) {
  return {{file, 0}, fmt::format("{}: {}", what, std::strerror(problem)), std::move(help)};
}

/// Zero, or the errno of what went wrong.
int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) return errno;
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

Result<void> write_to_device(const fs::path& file, std::string_view bytes) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CLOEXEC);
  const int failed = descriptor < 0 ? errno : write_all(descriptor, bytes);
  if (descriptor >= 0) ::close(descriptor);
  if (failed == 0) return {};
  return about(file, "cannot write this file", failed, "check what is behind it");
}

/// Why what is behind the name cannot be read as a file; nothing when it can.
std::optional<Failure> why_unreadable(const fs::path& file, int descriptor) {
  const std::string help = "check that it exists and is readable";
  if (descriptor < 0) return about(file, "cannot read this file", errno, help);
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) return about(file, "cannot read this file", errno, help);
  if (S_ISDIR(status.st_mode)) return about(file, "cannot read this file", EISDIR, help);
  if (!S_ISREG(status.st_mode)) {
    return Failure{{file, 0},
                   "cannot read this file: it is a pipe, a socket or a device, which may never end",
                   "put a file there"};
  }
  if (status.st_size > kLargestFile) {
    return Failure{{file, 0},
                   fmt::format("cannot read this file: it has {} bytes, and at most {} are read",
                               status.st_size, kLargestFile),
                   "make it smaller"};
  }
  return std::nullopt;
}

}  // namespace

Result<std::string> read_file(const fs::path& file) {
  // A pipe would be waited for before anybody could see that it is one.
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  std::string bytes;
  auto failure = why_unreadable(file, descriptor);
  std::array<char, 65536> piece;
  while (!failure) {
    const ssize_t count = ::read(descriptor, piece.data(), piece.size());
    if (count == 0) break;
    if (count > 0) {
      bytes.append(piece.data(), static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      failure = about(file, "cannot read this file", errno, "check the disk");
    }
  }
  if (descriptor >= 0) ::close(descriptor);
  if (failure) return *failure;
  return bytes;
}

Result<std::string> read_text(const fs::path& file) {
  auto bytes = read_file(file);
  if (!bytes) return bytes;
  if (const auto offset = first_invalid_utf8(*bytes)) {
    return Failure{{file, line_of(*bytes, *offset)},
                   fmt::format("this file is not UTF-8: the byte 0x{:02X} at offset {}",
                               static_cast<unsigned char>((*bytes)[*offset]), *offset),
                   "save the file as UTF-8"};
  }
  return bytes;
}

Result<void> write_file(const fs::path& file, std::string_view bytes, Durability durability) {
  std::error_code problem;
  const auto kind = fs::status(file, problem).type();
  // Renaming over /dev/null would replace it, and reading /dev/zero would never end.
  if (kind == fs::file_type::character || kind == fs::file_type::fifo) {
    return write_to_device(file, bytes);
  }
  if (const auto before = read_file(file); before && *before == bytes) return {};
  problem.clear();
  if (file.has_parent_path()) fs::create_directories(file.parent_path(), problem);
  if (problem) {
    return about(file.parent_path(), "cannot make this folder", problem.value(),
                 "check the permissions and the room on the disk");
  }
  std::string temporary = file.string() + ".tmp-XXXXXX";
  const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);
  const std::string help = "nothing was changed; check the permissions and the room on the disk";
  if (descriptor < 0) return about(file, "cannot write this file", errno, help);
  int failed = write_all(descriptor, bytes);
  if (failed == 0 && ::fchmod(descriptor, 0644) != 0) failed = errno;
  const bool flush = durability == Durability::flushed;
  if (failed == 0 && flush && ::fsync(descriptor) != 0) failed = errno;
  if (::close(descriptor) != 0 && failed == 0) failed = errno;
  if (failed == 0 && ::rename(temporary.c_str(), file.c_str()) != 0) failed = errno;
  if (failed != 0) {
    ::unlink(temporary.c_str());
    return about(file, "cannot write this file", failed, help);
  }
  return {};
}

bool is_in(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

fs::path display_path(const fs::path& file) {
  std::error_code problem;
  const fs::path here = fs::current_path(problem);
  if (problem || !file.is_absolute()) return file;
  fs::path relative = file.lexically_relative(here);
  if (relative.empty() || *relative.begin() == "..") return file;
  return relative;
}

Result<TemporaryFolder> TemporaryFolder::make() {
  std::error_code problem;
  const fs::path base = fs::temp_directory_path(problem);
  std::string name = ((problem ? fs::path("/tmp") : base) / "mustfail-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    return about(name, "cannot make a temporary folder", errno,
                 "set TMPDIR to a folder that is writable and has room");
  }
  TemporaryFolder folder(fs::canonical(name));
  const std::string whole = folder.path().string();
  if (whole.find('"') != std::string::npos && whole.find('\'') != std::string::npos) {
    return Failure{
        {base, 0},
        "a detector's options cannot name a folder with both kinds of quotes in its path",
        "set TMPDIR to another folder"};
  }
  return folder;
}

TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept
    : path_(std::exchange(other.path_, {})) {}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

}  // namespace mustfail
