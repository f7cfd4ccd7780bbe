#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "util/file_stamp.hpp"

namespace mustfail {

/// 128 bits of XXH3, as 32 hexadecimal digits. Not for secrets: it tells content apart.
std::string digest_of(std::string_view bytes);

/// The same of a file's bytes, a piece at a time; nothing when it cannot be read, or is no file: a
/// device or a pipe may never end. `stamp` is set to that of the file that was read, and
/// `tells_its_time` to whether it holds the word __TIMESTAMP__.
std::optional<std::string> digest_of_file(const std::filesystem::path& file,
                                          FileStamp* stamp = nullptr,
                                          bool* tells_its_time = nullptr);

/// A digest of several parts; the parts' borders count.
class Digest {
 public:
  Digest& add(std::string_view part);
  Digest& add(std::uint64_t number);
  Digest& add(const std::vector<std::string>& parts);
  std::string finish() const;

 private:
  std::string text_;
};

/// Digests of files' contents, each file read once in this object's life. A file that is not there
/// has a digest of its own, so that its appearance is noticed; so has a folder, a device or a link
/// that leads nowhere, where a file was asked for.
class FileDigests {
 public:
  const std::string& of(const std::string& file);
  /// Of all these files with their names.
  std::string of_all(const std::vector<std::string>& files);
  /// The file whose bytes the digest is of; all zero where there is none.
  const FileStamp& stamp_of(const std::string& file);

 private:
  struct Known {
    std::string digest;
    FileStamp stamp;
  };

  const Known& known(const std::string& file);

  std::map<std::string, Known, std::less<>> known_;
};

}  // namespace mustfail
