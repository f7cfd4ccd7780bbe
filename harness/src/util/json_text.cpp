#include "util/json_text.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <set>
#include <vector>

#include "util/terminal.hpp"
#include "util/text.hpp"

namespace mustfail {

std::optional<std::string> duplicate_key(std::string_view json) {
  using Json = nlohmann::json;
  std::vector<std::set<std::string>> open;
  std::optional<std::string> duplicate;
  const auto look = [&](int, Json::parse_event_t event, const Json& value) {
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event == Json::parse_event_t::key && !open.back().insert(value.get<std::string>()).second) {
      duplicate = value.get<std::string>();
    }
    return true;
  };
  // A text that is no JSON is its reader's to refuse, with the place of the mistake.
  const bool is_json = !Json::parse(json, look, false).is_discarded();
  return is_json ? duplicate : std::nullopt;
}

std::string json_text(const nlohmann::ordered_json& json) {
  const std::string plain =
      json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  // Outside of strings there is nothing but ASCII, so what is escaped stands in one.
  std::string text;
  for (std::size_t at = 0; at < plain.size();) {
    const CodePoint c = code_point_at(plain, at);
    if (c.value != '\n' && is_misleading(c.value)) {
      text += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(c.value));
    } else {
      text += std::string_view(plain).substr(at, c.size);
    }
    at += c.size;
  }
  return text + "\n";
}

}  // namespace mustfail
