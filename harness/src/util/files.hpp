#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "util/failure.hpp"

namespace mustfail {

/// The bytes of a file. What is no file, or has more than 1 GiB, is a Failure: it may never end.
Result<std::string> read_file(const std::filesystem::path& file);

/// The bytes of a file that has to be UTF-8 text; the Failure names the first line that is not.
Result<std::string> read_text(const std::filesystem::path& file);

/// Whether bytes have to be on the disk before the call returns; `lazy` is for what can be made
/// again.
enum class Durability { flushed, lazy };

/// Writes to a temporary file beside the target, flushes it to the disk and renames it, so that a
/// reader sees the old bytes or the new ones and nothing in between, also when the disk is full.
/// A device or a pipe is written as it is.
/// Makes the folders above it. Does nothing, and keeps the time stamp, when the bytes are the same.
Result<void> write_file(const std::filesystem::path& file, std::string_view bytes,
                        Durability durability = Durability::flushed);

/// Whether the path is the folder, or in it, by their names.
bool is_in(std::string_view path, std::string_view folder);

/// The path as a person would type it from the current folder: relative when it is below it.
std::filesystem::path display_path(const std::filesystem::path& file);

/// A fresh folder below the system's temporary folder, removed with all that is in it when this
/// goes out of scope.
class TemporaryFolder {
 public:
  static Result<TemporaryFolder> make();

  TemporaryFolder(TemporaryFolder&& other) noexcept;
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  ~TemporaryFolder();

  const std::filesystem::path& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::filesystem::path path) : path_(std::move(path)) {}

  std::filesystem::path path_;
};

}  // namespace mustfail
