#include "judge/meaning_change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>

#include "util/difference.hpp"
#include "util/terminal.hpp"

namespace mustfail {

namespace {

using Json = nlohmann::json;

/// One entry of a snapshot of meaning.
struct Meant {
  std::string severity;
  std::string code;
  std::string file;
  int line = 0;
  int count = 0;
  std::string text;

  std::string place() const { return fmt::format("{}:{}", file, line); }
  friend bool operator==(const Meant&, const Meant&) = default;
};

std::optional<std::vector<Meant>> read(std::string_view snapshot) {
  const Json json = Json::parse(snapshot, nullptr, false);
  std::vector<Meant> list;
  try {
    for (const Json& each : json.at("diagnostics")) {
      list.push_back({each.at("severity"), each.at("code"), each.at("blame").at("file"),
                      each.at("blame").at("line"), each.at("count"), each.at("text")});
    }
  } catch (const Json::exception&) {  // somebody edited it
    return std::nullopt;
  }
  return list;
}

using Row = std::array<std::string, 4>;

std::string described(const Meant& each) {
  const std::string& what = each.text.empty() ? each.code : each.text;
  return fmt::format("{}{}{}{}", each.severity, what.empty() ? "" : " ", what,
                     each.count == 1 ? "" : fmt::format(" ({} times)", each.count));
}

void compare(const Meant& was, const Meant& now, std::vector<Row>& rows) {
  const std::string of = was.place();
  if (was.severity != now.severity) rows.push_back({of, "severity", was.severity, now.severity});
  if (was.code != now.code) rows.push_back({of, "code", was.code, now.code});
  if (was.place() != now.place()) rows.push_back({of, "blame line", was.place(), now.place()});
  if (was.count != now.count) {
    rows.push_back({of, "count", std::to_string(was.count), std::to_string(now.count)});
  }
  if (was.text != now.text) rows.push_back({of, "text", was.text, now.text});
}

/// Pairs what is alike, takes the pairs out of both and notes how they differ.
void pair(std::vector<Meant>& was, std::vector<Meant>& now, std::vector<Row>& rows,
          const std::function<bool(const Meant&, const Meant&)>& alike) {
  std::erase_if(was, [&](const Meant& old) {
    const auto found =
        std::ranges::find_if(now, [&](const Meant& each) { return alike(old, each); });
    if (found == now.end()) return false;
    compare(old, *found, rows);
    now.erase(found);
    return true;
  });
}

}  // namespace

std::vector<std::string> describe_meaning_change(std::string_view pinned, std::string_view seen) {
  auto was = read(pinned);
  auto now = read(seen);
  if (!was || !now || *was == *now) return describe_difference(pinned, seen);
  std::vector<Row> rows;
  pair(*was, *now, rows, std::equal_to<>());
  pair(*was, *now, rows, [](const Meant& a, const Meant& b) {  // it moved, or came more often
    return a.severity == b.severity && a.code == b.code && a.text == b.text;
  });
  pair(*was, *now, rows,
       [](const Meant& a, const Meant& b) { return a.code == b.code || a.place() == b.place(); });
  for (const Meant& each : *was) rows.push_back({each.place(), "gone", described(each), ""});
  for (const Meant& each : *now) rows.push_back({each.place(), "new", "", described(each)});

  rows.insert(rows.begin(), {"at", "what", "pinned", "now"});
  std::array<std::size_t, 4> widths{};
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(row[i]));
    }
  }
  std::vector<std::string> lines;
  for (const Row& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) line += padded(row[i], widths[i] + 2);
    line.erase(line.find_last_not_of(' ') + 1);
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace mustfail
