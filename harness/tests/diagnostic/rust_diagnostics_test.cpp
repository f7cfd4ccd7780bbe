#include "diagnostic/rust_diagnostics.hpp"

#include <gmock/gmock.h>

#include "util/files.hpp"

namespace mustfail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

constexpr const char* kFolder = "/s/cases/group/case";

/// What rustc 1.96 printed for cases/counter/captured_local/naive.rs, without its long
/// explanations and pictures.
std::string captured() {
  const auto text =
      read_file(MUSTFAIL_TEST_DATA "/diagnostic/rust/captured_local.rustc-1.96.jsonl");
  EXPECT_TRUE(text) << to_string(text.error());
  return text ? *text : std::string();
}

TEST(RustDiagnostics, ReadsCodesPlacesAndNotesAndNoSummary) {
  const DiagnosticLog log = parse_rust_diagnostics(captured(), kFolder);
  ASSERT_THAT(log.diagnostics, SizeIs(3));
  EXPECT_THAT(log.strays, IsEmpty());
  EXPECT_FALSE(log.crashed);
  const Diagnostic& first = log.diagnostics[0];
  EXPECT_EQ(first.code, "E0373");
  EXPECT_EQ(first.severity, Severity::error);
  EXPECT_THAT(first.message, StartsWith("[E0373] closure may outlive the current function"));
  EXPECT_EQ(first.location, (Location{"/s/cases/group/case/naive.rs", 10, 36}));
  EXPECT_EQ(first.blame, first.location);
  ASSERT_THAT(first.notes, SizeIs(2));
  EXPECT_EQ(first.notes[0].message, "function requires argument type to outlive `'static`");
  EXPECT_EQ(first.notes[0].location.line, 10);
  EXPECT_EQ(log.diagnostics[1].code, "E0499");
  EXPECT_EQ(log.diagnostics[2].code, "E0502");
  EXPECT_EQ(log.diagnostics[2].location.line, 19);
}

TEST(RustDiagnostics, BlamesTheLineThatAStandardMacroWasCalledOn) {
  constexpr std::string_view kInMacro =
      R"({"message":"not here","code":null,"level":"error","children":[],"spans":[)"
      R"({"file_name":"/usr/src/rustc/macros.rs","line_start":146,"column_start":28,)"
      R"("is_primary":true,"expansion":{"span":)"
      R"({"file_name":"/s/cases/group/case/naive.rs","line_start":7,"column_start":5,)"
      R"("is_primary":false,"expansion":null}}}]})";
  const auto log = parse_rust_diagnostics(kInMacro, kFolder);
  ASSERT_THAT(log.diagnostics, SizeIs(1));
  EXPECT_EQ(log.diagnostics[0].location.file, "/usr/src/rustc/macros.rs");
  EXPECT_EQ(log.diagnostics[0].blame, (Location{"/s/cases/group/case/naive.rs", 7, 5}));
  EXPECT_EQ(log.diagnostics[0].message, "not here") << "no code, no brackets";
}

TEST(RustDiagnostics, NoticesACrash) {
  constexpr std::string_view kPanic =
      "thread 'rustc' (123) panicked at compiler/rustc_middle/src/query/plumbing.rs:1:1:\nwords\n";
  const auto log = parse_rust_diagnostics(kPanic, kFolder);
  EXPECT_TRUE(log.crashed);
  EXPECT_THAT(log.strays, ElementsAre(StartsWith("thread 'rustc'"), "words"));
  constexpr std::string_view kInternal =
      R"({"message":"it broke","code":null,"level":"error: internal compiler error",)"
      R"("spans":[],"children":[]})";
  EXPECT_TRUE(parse_rust_diagnostics(kInternal, kFolder).crashed);
}

TEST(RustDiagnostics, WhatIsNoDiagnosticIsAStray) {
  const auto log = parse_rust_diagnostics("{\"level\": 3}\n[]\nplain\n\n", kFolder);
  EXPECT_THAT(log.diagnostics, IsEmpty());
  EXPECT_THAT(log.strays, ElementsAre("{\"level\": 3}", "[]", "plain"));
}

}  // namespace
}  // namespace mustfail
