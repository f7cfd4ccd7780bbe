// Every parser of what others wrote, for libFuzzer: the variable MUSTFAIL_FUZZ names the one that
// is tried. harness/tests/fuzz/run builds this and runs each.
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>

#include "cache/depfile.hpp"
#include "cache/outcome_bytes.hpp"
#include "cache/remote_address.hpp"
#include "diagnostic/compiler_output.hpp"
#include "diagnostic/fix_it.hpp"
#include "diagnostic/go_report.hpp"
#include "diagnostic/memory_report.hpp"
#include "diagnostic/normalize.hpp"
#include "diagnostic/rust_diagnostics.hpp"
#include "diagnostic/tsan_report.hpp"
#include "judge/baseline.hpp"
#include "judge/snapshot.hpp"
#include "plan/shard.hpp"
#include "process/file_trace.hpp"
#include "process/jobserver.hpp"
#include "report/comparison.hpp"
#include "report/report_file.hpp"
#include "suite/annotated_source.hpp"
#include "suite/compile_arguments.hpp"
#include "suite/document.hpp"
#include "suite/embedded.hpp"
#include "suite/example_source.hpp"
#include "suite/expectation.hpp"
#include "suite/include_guard.hpp"
#include "suite/posix_pattern.hpp"
#include "suite/verify_source.hpp"
#include "toolchain/condition.hpp"
#include "util/json_file.hpp"
#include "util/path_pattern.hpp"
#include "util/terminal.hpp"
#include "util/text.hpp"

namespace mustfail {
namespace {

/// What must hold of any input; the fuzzer reports an abort.
void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

void read_output(Family family, std::string_view text) {
  const DiagnosticLog log = read_compiler_output(
      text, {family, R"(\[([A-Z]+[0-9]{3,5})(?: [^\]]*)?\])", {"/cases/a"}, true});
  for (const Diagnostic& each : log.diagnostics) {
    require(each.location.line >= 0 && each.blame.line >= 0, "lines count from 0");
    (void)rule_text(each);
  }
}

void try_gcc(std::string_view text) { read_output(Family::gcc, text); }
void try_clang(std::string_view text) { read_output(Family::clang, text); }
void try_rust(std::string_view text) { (void)parse_rust_diagnostics(text, "/cases/a"); }

void try_reports(std::string_view text) {
  (void)parse_tsan_report(text);
  (void)parse_memory_report(text);
  (void)first_memory_report(text);
  (void)parse_go_races(text);
  (void)parse_go_errors(text, "/cases/a");
}

void try_fix_its(std::string_view text) {
  const std::size_t cut = text.find('\0');
  const std::string_view source = cut == std::string_view::npos ? text : text.substr(cut + 1);
  (void)apply_fix_its(source, fix_its_for("a.cpp", read_fix_its(text.substr(0, cut))));
}

void try_normalize(std::string_view text) {
  const NormalizeContext context{"/cases/a", {"/include"}, {}};
  const std::string once = normalize(std::string(text), context);
  (void)is_earlier_form(once, std::string(text), context);
}

void try_depfile(std::string_view text) { (void)parse_depfile(text); }

/// Directives, expectations and what is written into a source.
void try_source(std::string_view text) {
  const auto comments = find_comments(text);
  const std::string without = without_comments(text, comments);
  require(without.size() == text.size(), "offsets stay");
  Failures failures;
  const FileDirectives directives = parse_directives(comments, "a.cpp", failures);
  const Expectations expectations =
      parse_expectations(text, comments, "a.cpp", failures, directives.revisions);
  AnnotatedSource annotated(text);
  for (const Expectation& each : expectations.list) annotated.keep(each);
  (void)annotated.text();
  (void)is_guarded(text);
  (void)find_embedded(text, comments);
}

void try_verify(std::string_view text) {
  VerifyHeaders headers;
  const auto find = [](std::string_view name, const std::filesystem::path&) {
    using File = std::optional<std::filesystem::path>;
    return name == "a" ? File("/cases/a.cpp") : File();
  };
  const HeaderLookup lookup{find, headers, "/cases", {}};
  const VerifySource source = read_verify_source("/cases/a.cpp", text, {}, lookup);
  std::string probes;
  for (const ProbeFile& each : source.probe) probes += each.text;
  (void)as_met(source, met_lines(only_met_lines(probes)));
  (void)presumed_line(source, "/cases/a.cpp", 3);
}

/// The path of a file with this text.
const std::string& as_file(std::string_view text) {
  static const int file = ::memfd_create("fuzz", MFD_CLOEXEC);
  static const std::string path = fmt::format("/proc/self/fd/{}", file);
  (void)::ftruncate(file, 0);
  (void)::pwrite(file, text.data(), text.size(), 0);
  return path;
}

void try_json(std::string_view text) {
  const auto json = read_json(as_file(text));
  if (!json) return;
  Failures failures;
  JsonObject top(*json, {}, json->value, failures);
  for (const auto& key : top.keys()) {
    (void)top.texts(key);
    (void)top.number(key, 1, 1);
  }
  top.finish();
}

/// What the harness wrote itself, before it was cut or changed.
void try_written(std::string_view text) {
  const std::string& path = as_file(text);
  (void)read_report(path);
  (void)read_comparison(path);
  (void)read_baseline(path);
  const std::string bytes(text);
  (void)says_the_same(SnapshotKind::meaning, bytes, bytes + "\n");
}

/// A cache's entry, and what a traced program leaves in the memory that it shares with us.
void try_entry(std::string_view text) {
  if (const auto outcome = outcome_from(text)) {
    const auto again = outcome_from(to_bytes(*outcome));
    require(again && again->process.output == outcome->process.output, "an outcome stays");
  }
  (void)read_trace(text);
}

void try_document(std::string_view text) {
  for (const char* file : {"a.md", "a.hpp"}) {
    Failures failures;
    for (const CodeBlock& block : read_document(file, text, failures)) {
      (void)example_source(file, block, {"#include <a>"});
      (void)example_view(block);
    }
  }
}

/// What stands in variables, options and short texts.
void try_words(std::string_view text) {
  const std::string word(text);
  (void)jobserver_of(text);
  (void)parse_remote(text);
  (void)parse_shard(text);
  (void)parse_condition(text);
  (void)shell_words(text);
  (void)arguments_of_lines(text, "/");
  (void)from_posix(text);
  Directives into;
  for (const auto& key : directive_keys()) (void)read_directive(key, text, 1, into);
  const std::string shown = visible(text, true);
  require(shown.find('\x1b') == std::string::npos, "no escape code is left");
  require(visible(shown, true) == shown, "what is visible stays");
  const std::size_t half = text.size() / 2;
  if (text.size() < 60) (void)matches_path(text.substr(half), text.substr(0, half));
}

using Parser = void (*)(std::string_view);

Parser chosen() {
  static const std::map<std::string_view, Parser> parsers{
      {"gcc", try_gcc},         {"clang", try_clang},       {"rust", try_rust},
      {"reports", try_reports}, {"fix-its", try_fix_its},   {"normalize", try_normalize},
      {"depfile", try_depfile}, {"source", try_source},     {"verify", try_verify},
      {"json", try_json},       {"document", try_document}, {"words", try_words},
      {"written", try_written}, {"entry", try_entry}};
  const char* const name = std::getenv("MUSTFAIL_FUZZ");
  const auto found = parsers.find(name == nullptr ? "" : name);
  if (found != parsers.end()) return found->second;
  std::fprintf(stderr, "MUSTFAIL_FUZZ has to be one of:");
  for (const auto& each : parsers) std::fprintf(stderr, " %s", std::string(each.first).c_str());
  std::fprintf(stderr, "\n");
  std::exit(2);
}

}  // namespace
}  // namespace mustfail

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static const mustfail::Parser parser = mustfail::chosen();
  parser({reinterpret_cast<const char*>(data), size});
  return 0;
}
