#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "util/failure.hpp"

namespace mustfail {

/// A JSON file together with the line that each of its values stands on, so that what is wrong in
/// it can be pointed at.
struct JsonFile {
  std::filesystem::path file;
  nlohmann::ordered_json value;
  std::map<std::string, int, std::less<>> lines;  ///< By JSON pointer: `/limits/seconds` -> 12.
};

/// Reads and parses; `//` and `/* */` comments are allowed. The Failure names the line.
Result<JsonFile> read_json(const std::filesystem::path& file);

/// Typed access to one object of a JsonFile. What has the wrong type, and every key that nobody
/// asked for, is added to the failures with its line; reading goes on with the default.
class JsonObject {
 public:
  JsonObject(const JsonFile& file, std::string pointer, const nlohmann::ordered_json& value,
             Failures& failures);

  /// Whether the key is there; asking makes it known.
  bool has(std::string_view key);
  std::string text(std::string_view key, std::string fallback = {});
  int number(std::string_view key, int fallback, int least);
  bool flag(std::string_view key, bool fallback);
  std::vector<std::string> texts(std::string_view key);
  /// The object below the key, or an empty one.
  JsonObject object(std::string_view key);
  /// The array below the key, each element as it is; empty when there is none.
  std::vector<std::pair<std::string, nlohmann::ordered_json>> elements(std::string_view key);
  /// Every key of this object, which makes all of them known.
  std::vector<std::string> keys();

  /// Complains about the keys that nobody asked for. Call it last.
  void finish();

  /// Adds a failure about the value below the key (or about this object, when the key is empty).
  void complain(std::string_view key, std::string what, std::string help = {});
  Place place(std::string_view key) const;

 private:
  const nlohmann::ordered_json* find(std::string_view key);
  const nlohmann::ordered_json* typed(std::string_view key,
                                      bool (*is)(const nlohmann::ordered_json&),
                                      std::string_view type);

  const JsonFile* file_;
  std::string pointer_;
  nlohmann::ordered_json value_;
  Failures* failures_;
  std::vector<std::string> known_;
};

}  // namespace mustfail
