#include "util/digest.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

namespace mustfail {

namespace {

/// The macro of a file's own time, as which what the file says depends on more than its bytes.
constexpr std::string_view kTimeStamp = "__TIMESTAMP__";

struct Closing {
  int descriptor;
  ~Closing() { ::close(descriptor); }
};

std::string to_hex(const XXH128_hash_t& hash) {
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

}  // namespace

std::string digest_of(std::string_view bytes) {
  return to_hex(XXH3_128bits(bytes.data(), bytes.size()));
}

std::optional<std::string> digest_of_file(const std::filesystem::path& file, FileStamp* stamp,
                                          bool* tells_its_time) {
  // A pipe would be waited for, and is then no file.
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (descriptor < 0) return std::nullopt;
  const Closing closing{descriptor};
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  if (stamp != nullptr) *stamp = stamp_of(status);
  const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(),
                                                                       &XXH3_freeState);
  if (state == nullptr || XXH3_128bits_reset(state.get()) != XXH_OK) return std::nullopt;
  constexpr std::size_t kPiece = std::size_t{64} << 10U;
  std::array<char, kPiece> piece;
  for (;;) {
    const ssize_t count = ::read(descriptor, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return std::nullopt;
    if (count == 0) return to_hex(XXH3_128bits_digest(state.get()));
    const auto size = static_cast<std::size_t>(count);
    if (tells_its_time != nullptr) {
      *tells_its_time |=
          ::memmem(piece.data(), size, kTimeStamp.data(), kTimeStamp.size()) != nullptr;
    }
    if (XXH3_128bits_update(state.get(), piece.data(), size) != XXH_OK) return std::nullopt;
  }
}

Digest& Digest::add(std::string_view part) {
  text_ += fmt::format("{}:", part.size());
  text_ += part;
  return *this;
}

Digest& Digest::add(std::uint64_t number) { return add(std::to_string(number)); }

Digest& Digest::add(const std::vector<std::string>& parts) {
  add(parts.size());
  for (const auto& part : parts) add(part);
  return *this;
}

std::string Digest::finish() const { return digest_of(text_); }

const FileDigests::Known& FileDigests::known(const std::string& file) {
  const auto found = known_.find(file);
  if (found != known_.end()) return found->second;
  Known fresh;
  bool tells_its_time = false;
  auto digest = digest_of_file(file, &fresh.stamp, &tells_its_time);
  if (digest) {
    fresh.digest = *std::move(digest);
    if (tells_its_time) fresh.digest += fmt::format("-{}", fresh.stamp.modified);
  } else {
    std::error_code problem;
    const auto status = std::filesystem::symlink_status(file, problem);
    fresh = {std::filesystem::exists(status) ? "no file" : "absent", {}};
  }
  return known_.emplace(file, std::move(fresh)).first->second;
}

const std::string& FileDigests::of(const std::string& file) { return known(file).digest; }

const FileStamp& FileDigests::stamp_of(const std::string& file) { return known(file).stamp; }

std::string FileDigests::of_all(const std::vector<std::string>& files) {
  Digest digest;
  for (const auto& file : files) digest.add(file).add(of(file));
  return digest.finish();
}

}  // namespace mustfail
