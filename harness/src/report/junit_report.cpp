#include "report/junit_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <pugixml.hpp>
#include <sstream>

#include "report/evidence.hpp"
#include "report/finding_text.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

void set(pugi::xml_node node, const char* attribute, std::string_view value) {
  node.append_attribute(attribute).set_value(xml_text(value).c_str());
}

void add_text(pugi::xml_node node, const char* element, const std::string& text) {
  if (!text.empty()) node.append_child(element).text().set(xml_text(text).c_str());
}

std::string seconds(double value) { return fmt::format("{:.3f}", value); }

/// Which element tells the verdict; nothing for a pass.
const char* element_of(const Finding& finding) {
  if (finding.known) return "skipped";
  switch (finding.verdict) {
    case Verdict::pass:
      return nullptr;
    case Verdict::skip:
    case Verdict::xfail:
      return "skipped";
    case Verdict::error:
      return "error";
    case Verdict::fail:
    case Verdict::xpass:
      break;
  }
  return "failure";
}

/// A case's name as a classname: its groups are packages, and a dot in a name is none. Two cases
/// never get one name: `a.b/c` is `a%2Eb.c`, `a_b/c` is `a_b.c`.
std::string dotted(std::string_view text) {
  std::string name;
  for (const char c : text) {
    if (c == '/') {
      name += '.';
    } else if (c == '.' || c == '%') {
      name += c == '.' ? "%2E" : "%25";
    } else {
      name += c;
    }
  }
  return name;
}

struct Counts {
  int tests = 0;
  int failures = 0;
  int errors = 0;
  int skipped = 0;
  double seconds = 0;

  void add(const Finding& finding) {
    const std::string_view element = element_of(finding) == nullptr ? "" : element_of(finding);
    ++tests;
    failures += element == "failure" ? 1 : 0;
    errors += element == "error" ? 1 : 0;
    skipped += element == "skipped" ? 1 : 0;
    seconds += finding.seconds;
  }
};

void set_counts(pugi::xml_node node, const Counts& counts) {
  node.append_attribute("tests") = counts.tests;
  node.append_attribute("failures") = counts.failures;
  node.append_attribute("errors") = counts.errors;
}

class JunitReporter : public Reporter {
 public:
  explicit JunitReporter(std::filesystem::path file) : file_(std::move(file)) {}

  void start(const RunStart& start) override { start_ = start; }

  Result<void> finish(const RunEnd& end, const std::vector<Finding>& findings) override {
    evidence_ = evidence_of(findings);
    pugi::xml_document document;
    pugi::xml_node declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    pugi::xml_node root = document.append_child("testsuites");
    set(root, "name", start_.suite);
    set(root, "time", seconds(end.seconds));
    Counts all;
    for (const Finding& each : findings) all.add(each);
    set_counts(root, all);
    for (const std::string& toolchain : toolchains_of(findings)) {
      add_suite(root, toolchain, findings);
    }
    if (end.completion.how == Completion::How::interrupted) add_interruption(root, findings);
    std::ostringstream text;
    document.save(text, "  ", pugi::format_default, pugi::encoding_utf8);
    return deliver(file_, text.str());
  }

 private:
  /// As the run lists them; what belongs to none (stale snapshots) last, as "".
  std::vector<std::string> toolchains_of(const std::vector<Finding>& findings) const {
    std::vector<std::string> names;
    for (const Toolchain& each : start_.toolchains) names.push_back(each.name);
    for (const Finding& each : findings) {
      if (std::ranges::find(names, each.toolchain) == names.end()) names.push_back(each.toolchain);
    }
    std::erase_if(names, [&](const std::string& name) {
      return std::ranges::find(findings, name, &Finding::toolchain) == findings.end();
    });
    return names;
  }

  void add_suite(pugi::xml_node root, const std::string& toolchain,
                 const std::vector<Finding>& findings) const {
    pugi::xml_node suite = root.append_child("testsuite");
    const std::string title = toolchain.empty() ? "expected" : toolchain;
    set(suite, "name", fmt::format("{}.{}", start_.suite, title));
    Counts counts;
    for (const Finding& each : findings) {
      if (each.toolchain == toolchain) counts.add(each);
    }
    set_counts(suite, counts);
    suite.append_attribute("skipped") = counts.skipped;
    set(suite, "time", seconds(counts.seconds));
    if (!start_.time.empty()) set(suite, "timestamp", start_.time.substr(0, start_.time.find('Z')));
    add_properties(suite, toolchain);
    for (const Finding& each : findings) {
      if (each.toolchain == toolchain) add_case(suite, title, each);
    }
  }

  void add_properties(pugi::xml_node suite, const std::string& toolchain) const {
    const auto used = std::ranges::find(start_.toolchains, toolchain, &Toolchain::name);
    if (used == start_.toolchains.end()) return;
    pugi::xml_node properties = suite.append_child("properties");
    const auto property = [&](const char* name, const std::string& value) {
      pugi::xml_node node = properties.append_child("property");
      set(node, "name", name);
      set(node, "value", value);
    };
    property("compiler", used->compiler.string());
    property("version", to_string(used->version));
    property("target", used->target);
    for (const EvidenceKind kind : kEvidenceKinds) {
      const auto text = evidence_text(kind, toolchain);
      if (!text.empty()) property(fmt::format("evidence.{}", name(kind)).c_str(), text);
    }
  }

  /// `12 of 14 shown`, a dash where the toolchain was not asked for any; empty where there is none
  /// to bring.
  std::string evidence_text(EvidenceKind kind, const std::string& toolchain) const {
    std::size_t all = 0;
    std::size_t shown = 0;
    std::size_t asked = 0;
    for (const auto& [key, evidence] : evidence_) {
      const auto own = evidence.find(kind);
      if (std::get<2>(key) != toolchain || own == evidence.end()) continue;
      ++all;
      asked += own->second == Brought::not_asked ? 0U : 1U;
      shown += own->second == Brought::shown ? 1U : 0U;
    }
    if (all == 0) return {};
    return asked == 0 ? "-" : fmt::format("{} of {} shown", shown, all);
  }

  void add_case(pugi::xml_node suite, const std::string& title, const Finding& finding) const {
    pugi::xml_node test = suite.append_child("testcase");
    set(test, "classname", fmt::format("{}.{}", dotted(title), dotted(finding.case_name)));
    set(test, "name", fmt::format("{} {}", finding.variant, name(finding.step)));
    set(test, "time", seconds(finding.seconds));
    if (const char* element = element_of(finding); element != nullptr) {
      pugi::xml_node node = test.append_child(element);
      if (finding.known) {
        set(node, "message", "known failure, in the baseline: " + finding.reason);
      } else if (finding.verdict == Verdict::xfail) {
        set(node, "message", "known hole: " + finding.reason);
      } else {
        set(node, "message", finding.reason);
      }
      // Jenkins' schema gives a skipped test no type.
      if (std::string_view(element) != "skipped") set(node, "type", name(finding.verdict));
      if (is_red(finding.verdict)) {
        node.text().set(xml_text(explanation_of(finding, start_)).c_str());
      }
    }
    add_text(test, "system-out", finding.output + dashes(finding));
    add_text(test, "system-err", printed(finding, start_));
  }

  /// With a compile, the evidence beside it that the toolchain was not asked for: there is no test
  /// case that could say so, and a skipped one for each would hide those that are skipped.
  std::string dashes(const Finding& finding) const {
    if (finding.step != Step::compile) return {};
    std::string text;
    for (const auto& [kind, brought] : evidence_.at(evidence_key(finding))) {
      if (brought == Brought::not_asked) text += fmt::format("{}: -\n", name(kind));
    }
    return text;
  }

  /// What was not judged has no test case: a green report must not hide that.
  void add_interruption(pugi::xml_node root, const std::vector<Finding>& findings) const {
    pugi::xml_node suite = root.append_child("testsuite");
    set(suite, "name", start_.suite + ".interrupted");
    Counts counts;
    counts.tests = 1;
    counts.errors = 1;
    set_counts(suite, counts);
    pugi::xml_node test = suite.append_child("testcase");
    set(test, "classname", "interrupted");
    set(test, "name", "the run");
    pugi::xml_node error = test.append_child("error");
    set(error, "message",
        fmt::format("interrupted: {} of {} steps were judged", findings.size(), start_.jobs));
    set(error, "type", "error");
  }

  std::filesystem::path file_;
  RunStart start_;
  std::map<EvidenceKey, Evidence> evidence_;
};

/// The code point that starts at the text's first byte, and its length; the text is UTF-8 there.
std::pair<char32_t, std::size_t> decode(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  if (byte(0) < 0x80) return {byte(0), 1};
  const std::size_t length = byte(0) < 0xE0 ? 2 : byte(0) < 0xF0 ? 3 : 4;
  char32_t point = byte(0) & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) point = (point << 6U) | (byte(i) & 0x3FU);
  return {point, length};
}

bool is_xml(char32_t point) {
  if (point < 0x20) return point == '\t' || point == '\n' || point == '\r';
  return point != 0xFFFE && point != 0xFFFF;
}

}  // namespace

std::string xml_text(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const std::size_t valid = first_invalid_utf8(text).value_or(text.size());
    std::string_view part = text.substr(0, valid);
    while (!part.empty()) {
      const auto [point, length] = decode(part);
      if (is_xml(point)) clean += part.substr(0, length);
      part.remove_prefix(length);
    }
    if (valid == text.size()) break;
    clean += "\uFFFD";
    text.remove_prefix(valid + 1);
  }
  return clean;
}

std::unique_ptr<Reporter> make_junit_reporter(std::filesystem::path file) {
  return std::make_unique<JunitReporter>(std::move(file));
}

}  // namespace mustfail
