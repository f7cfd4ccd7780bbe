#include "util/digest.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <array>
#include <fstream>
#include <memory>

namespace mustfail {

namespace {

std::string to_hex(const XXH128_hash_t& hash) {
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

}  // namespace

std::string digest_of(std::string_view bytes) {
  return to_hex(XXH3_128bits(bytes.data(), bytes.size()));
}

std::optional<std::string> digest_of_file(const std::filesystem::path& file) {
  std::error_code ignored;
  std::ifstream stream(file, std::ios::binary);
  if (!stream || std::filesystem::is_directory(file, ignored)) return std::nullopt;
  const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(),
                                                                       &XXH3_freeState);
  if (state == nullptr || XXH3_128bits_reset(state.get()) != XXH_OK) return std::nullopt;
  constexpr std::size_t kPiece = std::size_t{64} << 10U;
  std::array<char, kPiece> piece;
  while (stream.read(piece.data(), piece.size()) || stream.gcount() > 0) {
    const auto count = static_cast<std::size_t>(stream.gcount());
    if (XXH3_128bits_update(state.get(), piece.data(), count) != XXH_OK) return std::nullopt;
  }
  if (stream.bad()) return std::nullopt;
  return to_hex(XXH3_128bits_digest(state.get()));
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

const std::string& FileDigests::of(const std::string& file) {
  const auto known = known_.find(file);
  if (known != known_.end()) return known->second;
  return known_.emplace(file, digest_of_file(file).value_or("absent")).first->second;
}

std::string FileDigests::of_all(const std::vector<std::string>& files) {
  Digest digest;
  for (const auto& file : files) digest.add(file).add(of(file));
  return digest.finish();
}

}  // namespace mustfail
