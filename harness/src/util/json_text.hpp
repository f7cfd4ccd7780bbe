#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace mustfail {

/// JSON to be read by people too, indented and with a newline behind it. What `visible` would spell
/// out of a name (a control character, a change of the writing direction) is escaped, `\u009b`: the
/// text may be printed on a terminal, and a program reads the same value. Bytes that are no UTF-8
/// become U+FFFD.
std::string json_text(const nlohmann::ordered_json& json);

/// A key that stands in one object twice, of which a parser drops one; nothing where there is none
/// or the text is no JSON.
std::optional<std::string> duplicate_key(std::string_view json);

}  // namespace mustfail
