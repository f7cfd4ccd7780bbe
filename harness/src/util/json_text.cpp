#include "util/json_text.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "util/terminal.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// Looks at keys alone. The interface is nlohmann's; every event returns whether to go on.
class KeyReader : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool start_object(std::size_t) override {
    open_.emplace_back();
    return true;
  }
  bool end_object() override {
    open_.pop_back();
    return true;
  }
  bool key(string_t& name) override {
    if (open_.back().insert(name).second) return true;
    duplicate = name;
    return false;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

  std::optional<std::string> duplicate;

 private:
  std::vector<std::set<std::string>> open_;
};

}  // namespace

std::optional<std::string> duplicate_key(std::string_view json) {
  KeyReader reader;
  nlohmann::json::sax_parse(json, &reader);
  return std::move(reader.duplicate);
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
