#include "util/json_text.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <string_view>

#include "util/terminal.hpp"
#include "util/text.hpp"

namespace mustfail {

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
