#pragma once

#include <string>
#include <utility>

/// Owns its bytes, and they do not change.
class Text {
 public:
  explicit Text(std::string bytes) : bytes_(std::move(bytes)) {}
  const std::string& bytes() const { return bytes_; }
  bool operator==(const Text&) const = default;

 private:
  std::string bytes_;
};
