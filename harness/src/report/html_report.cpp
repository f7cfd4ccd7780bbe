#include "report/html_report.hpp"

#include <fmt/format.h>

#include "report/html_template.hpp"
#include "util/files.hpp"

namespace mustfail {

namespace {

using Json = nlohmann::ordered_json;

/// Puts the text where the template names it; the text is not looked at again.
std::string fill(std::string_view page,
                 const std::vector<std::pair<std::string_view, std::string_view>>& values) {
  std::string out;
  while (!page.empty()) {
    std::size_t nearest = page.size();
    const std::pair<std::string_view, std::string_view>* next = nullptr;
    for (const auto& value : values) {
      if (const std::size_t at = page.find(value.first); at < nearest) {
        nearest = at;
        next = &value;
      }
    }
    out += page.substr(0, nearest);
    if (next == nullptr) break;
    out += next->second;
    page.remove_prefix(nearest + next->first.size());
  }
  return out;
}

/// JSON that can stand in a <script> block: without a `<`, nothing in it ends the block.
std::string script_safe(const Json& data) {
  std::string safe;
  for (const char c : data.dump(-1, ' ', false, Json::error_handler_t::replace)) {
    if (c == '<') {
      safe += "\\u003c";
    } else {
      safe += c;
    }
  }
  return safe;
}

std::string html_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<' || c == '>' || c == '&' || c == '"') {
      out += fmt::format("&#{};", static_cast<int>(c));
    } else {
      out += c;
    }
  }
  return out;
}

class HtmlReporter : public Reporter {
 public:
  HtmlReporter(std::filesystem::path file, std::vector<ReportFile> history,
               std::optional<ProgramComparison> comparison)
      : file_(std::move(file)), history_(std::move(history)), comparison_(std::move(comparison)) {}

  void start(const RunStart& start) override { start_ = start; }

  Result<void> finish(const RunEnd& end, const std::vector<Finding>& findings) override {
    const auto read = [](const std::string& file) -> std::optional<std::string> {
      auto text = read_file(file);
      if (!text) return std::nullopt;  // a report made elsewhere: the page says so
      return *std::move(text);
    };
    return deliver(file_, html_page(start_.suite,
                                    html_data(start_, end, findings, history_, comparison_, read)));
  }

 private:
  std::filesystem::path file_;
  std::vector<ReportFile> history_;
  std::optional<ProgramComparison> comparison_;
  RunStart start_;
};

}  // namespace

std::string html_page(const std::string& title, const Json& data) {
  return fill(kHtmlPage, {{"@TITLE@", html_text(title)},
                          {"@STYLE@", kHtmlStyle},
                          {"@SCRIPT@", kHtmlScript},
                          {"@DATA@", script_safe(data)}});
}

std::unique_ptr<Reporter> make_html_reporter(std::filesystem::path file,
                                             std::vector<ReportFile> history,
                                             std::optional<ProgramComparison> comparison) {
  return std::make_unique<HtmlReporter>(std::move(file), std::move(history), std::move(comparison));
}

}  // namespace mustfail
