#include "util/json_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>

#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

using Json = nlohmann::ordered_json;

/// No file of ours nests its values deeper than ten times.
constexpr std::size_t kDeepest = 100;

/// Hands bytes to the parser and counts the lines that it has taken; nlohmann's SAX events carry no
/// position of their own.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, int* line) : at_(at), line_(line) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    if (*at_ == '\n') ++*line_;
    ++at_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const CountingIterator& a, const CountingIterator& b) {
    return a.at_ == b.at_;
  }

 private:
  const char* at_;
  int* line_;
};

std::string escaped(std::string_view key) {
  std::string pointer;
  for (const char c : key) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
  return pointer;
}

/// Notes the line of every key and array element, and the first syntax error. The interface is
/// nlohmann's; every event returns whether to go on.
class LineRecorder : public nlohmann::json_sax<Json> {
 public:
  LineRecorder(const int& line, JsonFile& into) : line_(line), into_(into) {}

  bool null() override { return value(); }
  bool boolean(bool) override { return value(); }
  bool number_integer(number_integer_t) override { return value(); }
  bool number_unsigned(number_unsigned_t) override { return value(); }
  bool number_float(number_float_t, const string_t&) override { return value(); }
  bool string(string_t&) override { return value(); }
  bool binary(binary_t&) override { return value(); }
  bool start_object(std::size_t) override { return open(false); }
  bool start_array(std::size_t) override { return open(true); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    Level& level = levels_.back();
    level.child = level.pointer + "/" + escaped(name);
    if (!into_.lines.emplace(level.child, line_).second) {
      duplicate = {name, line_};
      return false;
    }
    return true;
  }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& e) override {
    problem = e.what();
    problem_position = position;
    return false;
  }

  std::string problem;
  std::size_t problem_position = 0;  ///< How many bytes were read when it was seen.
  std::pair<std::string, int> duplicate;
  int too_deep = 0;  ///< The line where it is nested deeper than anybody reads.

 private:
  struct Level {
    std::string pointer;
    std::string child;
    int index = -1;  ///< For arrays: the element that comes next.
  };

  /// The pointer of the value that begins now.
  std::string next() {
    if (levels_.empty()) return {};
    Level& level = levels_.back();
    if (level.index < 0) return level.child;
    const std::string pointer = fmt::format("{}/{}", level.pointer, level.index++);
    into_.lines.emplace(pointer, line_);
    return pointer;
  }

  bool value() {
    next();
    return true;
  }

  bool open(bool is_array) {
    // Each level keeps its whole path: without a limit that is all of the memory.
    if (levels_.size() == kDeepest) {
      too_deep = line_;
      return false;
    }
    const std::string pointer = next();
    levels_.push_back({pointer, pointer, is_array ? 0 : -1});
    return true;
  }

  bool close() {
    levels_.pop_back();
    return true;
  }

  const int& line_;
  JsonFile& into_;
  std::vector<Level> levels_;
};

/// nlohmann's sentence without its own prefix and position: `[json.exception...] parse error at
/// line 2, column 3: syntax error ...`.
std::string shortened(std::string_view what) {
  const std::size_t cut = what.find(": ");
  return std::string(cut == std::string_view::npos ? what : what.substr(cut + 2));
}

}  // namespace

Result<JsonFile> read_json(const std::filesystem::path& file) {
  auto text = read_text(file);
  if (!text) return text.error();
  JsonFile json{file, {}, {}};
  int line = 1;
  LineRecorder recorder(line, json);
  const CountingIterator begin(text->data(), &line);
  const CountingIterator end(text->data() + text->size(), &line);
  Json::sax_parse(begin, end, &recorder, Json::input_format_t::json, true, true);
  if (!recorder.problem.empty()) {
    // The iterator may be a character ahead: a number only ends where something else begins.
    const std::size_t last = std::max<std::size_t>(recorder.problem_position, 1) - 1;
    return Failure{{file, line_of(*text, last)},
                   fmt::format("this is not JSON: {}", shortened(recorder.problem)),
                   "correct the syntax here or just before"};
  }
  if (!recorder.duplicate.first.empty()) {
    return Failure{{file, recorder.duplicate.second},
                   fmt::format("the key '{}' stands here twice", recorder.duplicate.first),
                   "keep one of them"};
  }
  if (recorder.too_deep != 0) {
    return Failure{{file, recorder.too_deep},
                   fmt::format("arrays and objects are nested more than {} deep", kDeepest),
                   "nest them less"};
  }
  json.value = Json::parse(*text, nullptr, false, true);
  return json;
}

JsonObject::JsonObject(const JsonFile& file, std::string pointer, const Json& value,
                       Failures& failures)
    : file_(&file), pointer_(std::move(pointer)), value_(value), failures_(&failures) {
  if (value_.is_object()) return;
  complain({}, fmt::format("this has to be an object, and is {}", value_.type_name()));
  value_ = Json::object();
}

Place JsonObject::place(std::string_view key) const {
  const std::string pointer = key.empty() ? pointer_ : pointer_ + "/" + escaped(key);
  const auto line = file_->lines.find(pointer);
  return {file_->file, line == file_->lines.end() ? 1 : line->second};
}

void JsonObject::complain(std::string_view key, std::string what, std::string help) {
  failures_->push_back({place(key), std::move(what), std::move(help)});
}

const Json* JsonObject::find(std::string_view key) {
  if (std::ranges::find(known_, key) == known_.end()) known_.emplace_back(key);
  const auto found = value_.find(std::string(key));
  return found == value_.end() ? nullptr : &*found;
}

const Json* JsonObject::typed(std::string_view key, bool (*is)(const Json&),
                              std::string_view type) {
  const Json* found = find(key);
  if (found == nullptr || is(*found)) return found;
  complain(key, fmt::format("'{}' has to be {}, and is {}", key, type, found->type_name()));
  return nullptr;
}

bool JsonObject::has(std::string_view key) { return find(key) != nullptr; }

std::string JsonObject::text(std::string_view key, std::string fallback) {
  const Json* found = typed(
      key, [](const Json& j) { return j.is_string(); }, "a string");
  return found == nullptr ? std::move(fallback) : found->get<std::string>();
}

int JsonObject::number(std::string_view key, int fallback, int least) {
  const Json* found = typed(
      key, [](const Json& j) { return j.is_number_integer(); }, "a whole number");
  if (found == nullptr) return fallback;
  constexpr int kMost = 1'000'000'000;
  // Beyond std::int64_t it is unsigned, and `get` would wrap it round.
  const bool fits = !found->is_number_unsigned() || found->get<std::uint64_t>() <= kMost;
  const auto number = found->get<std::int64_t>();
  if (fits && number >= least && number <= kMost) return static_cast<int>(number);
  complain(key, fmt::format("'{}' has to be from {} to {}, and is {}", key, least, kMost,
                            found->dump()));
  return fallback;
}

bool JsonObject::flag(std::string_view key, bool fallback) {
  const Json* found = typed(
      key, [](const Json& j) { return j.is_boolean(); }, "true or false");
  return found == nullptr ? fallback : found->get<bool>();
}

std::vector<std::string> JsonObject::texts(std::string_view key) {
  std::vector<std::string> texts;
  const Json* found = typed(
      key, [](const Json& j) { return j.is_array(); }, "an array of strings");
  if (found == nullptr) return texts;
  for (const Json& element : *found) {
    if (element.is_string()) {
      texts.push_back(element.get<std::string>());
    } else {
      complain(fmt::format("{}", key), fmt::format("'{}' has to hold strings only, and holds {}",
                                                   key, element.type_name()));
    }
  }
  return texts;
}

JsonObject JsonObject::object(std::string_view key) {
  const Json* found = typed(
      key, [](const Json& j) { return j.is_object(); }, "an object");
  return {*file_, pointer_ + "/" + escaped(key), found == nullptr ? Json::object() : *found,
          *failures_};
}

std::vector<std::pair<std::string, Json>> JsonObject::elements(std::string_view key) {
  std::vector<std::pair<std::string, Json>> elements;
  const Json* found = typed(
      key, [](const Json& j) { return j.is_array(); }, "an array");
  if (found == nullptr) return elements;
  for (std::size_t i = 0; i < found->size(); ++i) {
    elements.emplace_back(fmt::format("{}/{}/{}", pointer_, escaped(key), i), (*found)[i]);
  }
  return elements;
}

std::vector<std::string> JsonObject::keys() {
  std::vector<std::string> keys;
  for (const auto& item : value_.items()) keys.push_back(item.key());
  known_ = keys;
  return keys;
}

void JsonObject::finish() {
  for (const auto& item : value_.items()) {
    if (std::ranges::find(known_, item.key()) != known_.end()) continue;
    auto sorted = known_;
    std::ranges::sort(sorted);
    complain(item.key(), fmt::format("'{}' is not a key here", item.key()),
             suggestion(item.key(), sorted));
  }
}

}  // namespace mustfail
