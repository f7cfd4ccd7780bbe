#include "plan/times.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

using Json = nlohmann::json;

namespace {

std::string key(std::string_view case_name, std::string_view variant, std::string_view toolchain,
                std::string_view step) {
  return fmt::format("{}/{}\t{}\t{}", case_name, variant, toolchain, step);
}

std::string key_of(const Job& job) {
  return key(job.owner->name, job.variant->name, job.toolchain->name, name(job.step));
}

bool is_sound(double seconds) { return std::isfinite(seconds) && seconds >= 0 && seconds < 1e6; }

}  // namespace

Result<Times> Times::from_report(const std::filesystem::path& file) {
  const auto text = read_file(file);
  if (!text) return text.error();
  Failure failure{{file, 0},
                  "this is no JSON report of mustfail: it has no times",
                  "make one with: mustfail run --format json=FILE"};
  const Json json = Json::parse(*text, nullptr, false);
  if (!json.is_object() || !json.contains("results")) return failure;
  Times times;
  try {
    for (const Json& each : json.at("results")) {
      const double seconds = each.at("seconds").get<double>();
      if (!is_sound(seconds)) continue;
      times.seconds_[key(each.at("case").get<std::string>(), each.at("variant").get<std::string>(),
                         each.at("toolchain").get<std::string>(),
                         each.at("step").get<std::string>())] = seconds;
    }
  } catch (const Json::exception&) {
    return failure;
  }
  return times;
}

Times Times::from_lines(std::string_view text) {
  Times times;
  for (const std::string_view line : split_lines(text)) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) continue;
    double seconds = -1;
    const char* const first = line.data();
    const char* const end = first + tab;
    const auto parsed = std::from_chars(first, end, seconds);
    if (parsed.ec != std::errc() || parsed.ptr != end || !is_sound(seconds)) continue;
    times.seconds_[std::string(line.substr(tab + 1))] = seconds;
  }
  return times;
}

std::string Times::lines() const {
  std::string text;
  for (const auto& [name, seconds] : seconds_) text += fmt::format("{:.3f}\t{}\n", seconds, name);
  return text;
}

std::optional<double> Times::of(const Job& job) const {
  const auto known = seconds_.find(key_of(job));
  if (known == seconds_.end()) return std::nullopt;
  return known->second;
}

void Times::set(const Job& job, double seconds) {
  if (is_sound(seconds)) seconds_[key_of(job)] = seconds;
}

}  // namespace mustfail
