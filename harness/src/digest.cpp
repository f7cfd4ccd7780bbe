#include "digest.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include "files.hpp"

namespace mustfail {

std::string digest_of(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
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
  const auto bytes = read_file(file);
  return known_.emplace(file, bytes ? digest_of(*bytes) : "absent").first->second;
}

std::string FileDigests::of_all(const std::vector<std::string>& files) {
  Digest digest;
  for (const auto& file : files) digest.add(file).add(of(file));
  return digest.finish();
}

}  // namespace mustfail
