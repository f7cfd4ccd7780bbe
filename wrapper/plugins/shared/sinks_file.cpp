#include "sinks_file.hpp"

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

namespace norace::plugin {

namespace {

// Reads character by character, so that it is known on which line each value ends.
class Characters {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  Characters(const char* at, unsigned* line) : at_(at), line_(line) {}
  reference operator*() const { return *at_; }
  Characters& operator++() {
    if (*at_ == '\n') ++*line_;
    ++at_;
    return *this;
  }
  Characters operator++(int) {
    Characters before = *this;
    ++*this;
    return before;
  }
  friend bool operator!=(const Characters& a, const Characters& b) { return a.at_ != b.at_; }

 private:
  const char* at_;
  unsigned* line_;
};

// The file's shape is flat: an object with a list of objects, whose values are plain.
class Reader {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  Reader(ThreadSinks& sinks, const unsigned& line) : sinks_(sinks), line_(line) {}

  const std::optional<FileMistake>& mistake() const { return mistake_; }

  // nlohmann's interface; false ends the reading.
  bool null() { return value(Kind::Other, {}, 0); }
  bool boolean(bool is) { return value(Kind::Boolean, {}, is ? 1 : 0); }
  bool number_integer(number_integer_t) { return value(Kind::Other, {}, 0); }  // below 0
  bool number_unsigned(number_unsigned_t n) {
    return value(Kind::Number, {}, static_cast<long long>(n));
  }
  bool number_float(number_float_t, const string_t&) { return value(Kind::Other, {}, 0); }
  bool string(string_t& text) { return value(Kind::Text, text, 0); }
  bool binary(binary_t&) { return value(Kind::Other, {}, 0); }
  bool start_object(std::size_t) {
    ++depth_;
    if (depth_ == 1) return true;
    if (!is_in_list_ || depth_ > 2) return wrong_value();
    sink_ = {};
    told_.clear();
    return true;
  }
  bool end_object() {
    if (--depth_ == 0) return has_list_ || wrong("\"sinks\" is missing: the list of functions");
    for (const std::string_view each : {"function", "argument", "joins", "runs"})
      if (std::find(told_.begin(), told_.end(), each) == told_.end())
        return wrong("\"" + std::string(each) + "\" of this function is missing");
    sinks_.add(std::move(sink_));
    return true;
  }
  bool start_array(std::size_t) {
    if (depth_ != 1 || key_ != "sinks" || is_in_list_) return wrong_value();
    is_in_list_ = has_list_ = true;
    return true;
  }
  bool end_array() {
    is_in_list_ = false;
    return true;
  }
  bool key(string_t& name) {
    key_ = name;
    if (depth_ == 1)
      return name == "sinks" || name == "$schema" ||
             wrong("\"" + name + "\" is not known here: \"sinks\" is");
    if (name != "function" && name != "argument" && name != "joins" && name != "runs")
      return wrong("\"" + name +
                   "\" is not known here: \"function\", \"argument\", \"joins\" and " +
                   "\"runs\" are");
    if (std::find(told_.begin(), told_.end(), name) != told_.end())
      return wrong("\"" + name + "\" stands here twice");
    told_.push_back(name);
    return true;
  }
  template <class Error>
  bool parse_error(std::size_t, const std::string& token, const Error&) {
    return wrong("this is no JSON, at '" + token + "'");
  }

 private:
  enum class Kind : unsigned char { Text, Number, Boolean, Other };

  bool wrong(std::string text) {
    mistake_ = FileMistake{line_, std::move(text)};
    return false;
  }
  bool wrong_value() {
    if (depth_ == 0 || key_.empty())
      return wrong("this has to be an object with a list, \"sinks\"");
    if (depth_ == 1 && is_in_list_) return wrong("a function has to be an object");
    if (key_ == "sinks") return wrong("\"sinks\" has to be a list of objects");
    if (key_ == "function") return wrong("\"function\" has to be a name with its scopes, as text");
    if (key_ == "argument") return wrong("\"argument\" has to be a number from 1, or \"each\"");
    if (key_ == "joins") return wrong("\"joins\" has to be true or false");
    if (key_ == "runs") return wrong("\"runs\" has to be \"serial\" or \"concurrent\"");
    return wrong("\"" + key_ + "\" has to be a text");
  }
  bool value(Kind kind, const std::string& text, long long number) {
    if (depth_ == 0 || (depth_ == 1 && (is_in_list_ || key_ == "sinks"))) return wrong_value();
    if (depth_ == 1) return kind == Kind::Text || wrong_value();  // $schema
    if (key_ == "function") {
      if (kind != Kind::Text || text.empty()) return wrong_value();
      sink_.function = text.rfind("::", 0) == 0 ? text.substr(2) : text;
    } else if (key_ == "argument") {
      if (kind == Kind::Text && text == "each")
        sink_.argument = ThreadSink::kEach;
      else if (kind == Kind::Number && number >= 1 && number <= 64)
        sink_.argument = static_cast<int>(number) - 1;
      else
        return wrong_value();
    } else if (key_ == "joins") {
      if (kind != Kind::Boolean) return wrong_value();
      sink_.joins = number != 0;
    } else {
      if (kind != Kind::Text || (text != "serial" && text != "concurrent")) return wrong_value();
      sink_.is_concurrent = text == "concurrent";
    }
    return true;
  }

  ThreadSinks& sinks_;
  const unsigned& line_;
  std::optional<FileMistake> mistake_;
  std::string key_;
  std::vector<std::string> told_;  // the keys of the function at hand
  ThreadSink sink_;
  int depth_ = 0;
  bool is_in_list_ = false;
  bool has_list_ = false;
};

}  // namespace

std::optional<FileMistake> read_sinks(std::string_view text, ThreadSinks& sinks) {
  unsigned line = 1;
  if (text.empty()) return FileMistake{1, "this file is empty"};
  Reader reader(sinks, line);
  const char* const first = &*text.begin();
  const Characters begin(first, &line);
  const Characters end(first + text.size(), &line);
  nlohmann::json::sax_parse(begin, end, &reader);
  return reader.mistake();
}

std::optional<std::string> read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  return file.bad() ? std::nullopt : std::optional(std::move(text));
}

}  // namespace norace::plugin
