#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mustfail {

/// 128 bits of XXH3, as 32 hexadecimal digits. Not for secrets: it tells content apart.
std::string digest_of(std::string_view bytes);

/// The same of a file's bytes, a piece at a time; nothing when it cannot be read.
std::optional<std::string> digest_of_file(const std::filesystem::path& file);

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
/// has a digest of its own, so that its appearance is noticed.
class FileDigests {
 public:
  const std::string& of(const std::string& file);
  /// Of all these files with their names.
  std::string of_all(const std::vector<std::string>& files);

 private:
  std::map<std::string, std::string, std::less<>> known_;
};

}  // namespace mustfail
