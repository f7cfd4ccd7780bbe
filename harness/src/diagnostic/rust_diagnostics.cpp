#include "diagnostic/rust_diagnostics.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "util/text.hpp"

namespace mustfail {

namespace {

using Json = nlohmann::json;

constexpr std::string_view kInternalError = "error: internal compiler error";

std::optional<Severity> severity_of(std::string_view level) {
  if (level == "error" || level == kInternalError) return Severity::error;
  if (level == "warning") return Severity::warning;
  if (level == "note" || level == "help") return Severity::note;
  return std::nullopt;  // failure-note: `For more information about this error, ...`
}

class Reader {
 public:
  explicit Reader(const std::filesystem::path& folder) : folder_(folder) {}

  /// Nothing when rustc only sums up what it said before.
  std::optional<Diagnostic> diagnostic(const Json& json) const {
    const std::string level = json.at("level");
    const auto severity = severity_of(level);
    if (!severity) return std::nullopt;
    Diagnostic made;
    made.severity = *severity;
    made.message = json.at("message");
    if (json.at("code").is_object()) made.code = json.at("code").at("code").get<std::string>();
    for (const Json& span : json.at("spans")) {
      if (!span.at("is_primary").get<bool>()) continue;
      made.location = location(span);
      made.blame = blame(span);
      break;
    }
    static const RE2 summary("^aborting due to |^[0-9]+ warnings? emitted$");
    if (made.code.empty() && RE2::PartialMatch(made.message, summary)) return std::nullopt;
    if (!made.code.empty()) made.message = fmt::format("[{}] {}", made.code, made.message);
    for (const Json& child : json.at("children")) {
      if (auto note = diagnostic(child)) made.notes.push_back(*std::move(note));
    }
    return made;
  }

 private:
  static Location location(const Json& span) {
    return {span.at("file_name"), span.at("line_start"), span.at("column_start")};
  }

  bool is_ours(const Location& location) const {
    return location.file.starts_with(folder_.string() + "/");
  }

  /// The outermost call that is in one of our files, when the span itself is in none.
  Location blame(const Json& span) const {
    const Location own = location(span);
    const Json* at = &span;
    while (!is_ours(location(*at)) && at->at("expansion").is_object()) {
      at = &at->at("expansion").at("span");
    }
    return is_ours(location(*at)) ? location(*at) : own;
  }

  const std::filesystem::path& folder_;
};

}  // namespace

DiagnosticLog parse_rust_diagnostics(std::string_view text, const std::filesystem::path& folder) {
  const Reader reader(folder);
  DiagnosticLog log;
  for (const std::string_view line : split_lines(text)) {
    if (trim(line).empty()) continue;
    const Json json = Json::parse(line, nullptr, false);
    try {
      if (json.is_discarded() || !json.is_object()) {
        static const RE2 panic("^thread 'rustc'.* panicked at|internal compiler error");
        log.crashed |= RE2::PartialMatch(re2::StringPiece(line.data(), line.size()), panic);
        log.strays.emplace_back(line);
      } else if (auto made = reader.diagnostic(json)) {
        log.crashed |= json.at("level") == kInternalError;
        log.diagnostics.push_back(*std::move(made));
      }
    } catch (const Json::exception&) {
      log.strays.emplace_back(line);
    }
  }
  return log;
}

}  // namespace mustfail
