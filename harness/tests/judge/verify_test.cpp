#include "judge/verify.hpp"
#include "suite/posix_pattern.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "judge/judge.hpp"
#include "plan/plan.hpp"
#include "run/execute.hpp"
#include "run/preparation.hpp"
#include "suite/verify_options.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::Eq;
using testing::IsEmpty;
using testing::Optional;

TEST(VerifyFlags, AreReadAndTakenOut) {
  std::vector<std::string> flags{"clang++", "-Xclang", "-verify=b,a",
                                 "-Wall",   "-Xclang", "-verify-ignore-unexpected=note",
                                 "-verify"};
  const VerifyOptions options = take_verify_flags(flags);
  EXPECT_THAT(flags, ElementsAre("clang++", "-Wall"));
  EXPECT_THAT(options.prefixes, ElementsAre("a", "b", "expected"));
  EXPECT_THAT(options.ignored, ElementsAre(Severity::note));
  std::vector<std::string> none{"-Wall", "-verifyx"};
  EXPECT_THAT(take_verify_flags(none).prefixes, ElementsAre("expected"));
  EXPECT_THAT(none, ElementsAre("-Wall", "-verifyx"));
}

TEST(VerifyRegex, IsPosixsAndNotPerls) {
  EXPECT_THAT(from_posix(R"(a\d)"), Optional(Eq("ad")));
  EXPECT_THAT(from_posix(R"([\d])"), Optional(Eq(R"([\\d])")));
  EXPECT_THAT(from_posix("[[:alpha:]]{2}"), Optional(Eq("[[:alpha:]]{2}")));
  for (const char* bad : {"(", "[", "(?:a)", R"(\1)", "\\", "*"}) {
    EXPECT_EQ(from_posix(bad), std::nullopt) << bad;
  }
}

/// The verdicts of a suite in the dialect on one toolchain, by file; empty without the toolchain.
std::map<std::string, Finding> findings(const fs::path& cases, const std::string& settings) {
  const auto work = TemporaryFolder::make();
  EXPECT_TRUE(write_file(cases / "suite.json", R"({"dialect": "verify", )" + settings + "}"));
  Selection selection;
  selection.suite = cases;
  const auto prepared = prepare(selection);
  std::map<std::string, Finding> found;
  if (!prepared) {
    const std::string why = to_string(prepared.error().front());
    EXPECT_NE(why.find("is not here"), std::string::npos) << why;
    return found;
  }
  const Plan planned = plan(prepared->suite, prepared->cases, prepared->toolchains, work->path());
  ExecuteOptions how;
  how.work_folder = work->path();
  how.on_outcome = [&](std::size_t index, const Outcome& outcome) {
    const Job& job = planned.jobs[index];
    found[job.variant->name] = judge(prepared->suite, job, outcome, {});
    return Reaction{};
  };
  execute(planned, how);
  return found;
}

/// GCC has no -verify of its own: the same language, with GCC's words.
TEST(VerifyOnGcc, JudgesTheSameLanguage) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(folder);
  const fs::path samples = fs::path(MUSTFAIL_TEST_DATA) / "judge" / "verify" / "gcc";
  fs::copy(samples, folder->path(), fs::copy_options::recursive);
  for (const auto& entry : fs::directory_iterator(samples)) {
    if (entry.path().extension() != ".cpp") continue;
    const std::string stem = entry.path().stem().string();
    const std::string text = *read_file(entry.path());
    const std::size_t word = text.rfind("expected-");
    ASSERT_TRUE(write_file(folder->path() / (stem + "__removed.cpp"),
                           std::string(text).insert(word, "un")));
    ASSERT_TRUE(write_file(folder->path() / (stem + "__added.cpp"),
                           text + "\n// expected-error {{never}}\n"));
    if (const std::size_t open = text.find("{{", word); open != std::string::npos) {
      ASSERT_TRUE(write_file(folder->path() / (stem + "__text.cpp"),
                             std::string(text).insert(open + 2, "zz")));
    }
  }
  const auto found = findings(folder->path(), R"("toolchains": ["gcc-12"])");
  if (found.empty()) GTEST_SKIP() << "gcc-12 is not here";
  for (const auto& [file, finding] : found) {
    const bool is_mutation = file.find("__") != std::string::npos;
    EXPECT_EQ(finding.verdict, is_mutation ? Verdict::fail : Verdict::pass)
        << file << ": " << finding.reason
        << (finding.details.empty() ? "" : "\n" + finding.details.front());
  }
}

TEST(VerifySuite, ReadsClangsFlagsAndLeavesOtherPeoplesCommentsAlone) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(folder);
  const auto write = [&](const char* name, const char* text) {
    EXPECT_TRUE(write_file(folder->path() / name, text));
  };
  write("prefix.cpp",
        "//@13 is their own\nint a = b;  // cxx-error {{'b'}} expected-error {{'c'}}\n");
  write("notes.cc", "int f(int);\nvoid f(int);  // cxx-error {{return type}}\n");
  write("sub/deep.cxx", "// cxx-no-diagnostics\n");
  write("dialect.cpp", "//@ dialect: native\n//@ mode: compile-pass\nint a;\n");
  const std::string flags =
      R"("flags": {"all": ["-Xclang", "-verify=cxx", "-Xclang", "-verify-ignore-unexpected=note"]})";
  const auto found = findings(folder->path(), R"("toolchains": ["clang-19"], )" + flags);
  if (found.empty()) GTEST_SKIP() << "clang-19 is not here";
  for (const char* name : {"prefix", "notes.cc", "deep.cxx"}) {
    ASSERT_TRUE(found.contains(name)) << name;
    EXPECT_EQ(found.at(name).verdict, Verdict::pass) << name << ": " << found.at(name).reason;
  }
}

TEST(VerifySuite, TheDriversWordsAreNoDiagnostics) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(folder);
  ASSERT_TRUE(write_file(folder->path() / "a.cpp", "int a;  // expected-no-diagnostics\n"));
  const auto found = findings(
      folder->path(), R"("toolchains": ["clang-19"], "flags": {"all": ["-target", "armv7"]})");
  if (found.empty()) GTEST_SKIP() << "clang-19 is not here";
  EXPECT_EQ(found.at("a").verdict, Verdict::pass) << found.at("a").reason;
}

TEST(VerifySuite, TellsOfMisspellingsAndIsRedAboutThemWhereAsked) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(folder);
  ASSERT_TRUE(write_file(folder->path() / "a.cpp",
                         "// expected-no-diagnostics\nint a;  // expected-eror {{x}}\n"
                         "//@ flgas: -DX\n// an expected-eror in prose\n"));
  const std::string clang = R"("toolchains": ["clang-19"])";
  const auto lenient = findings(folder->path(), clang);
  if (lenient.empty()) GTEST_SKIP() << "clang-19 is not here";
  EXPECT_EQ(lenient.at("a").verdict, Verdict::pass);
  const std::string file = (folder->path() / "a.cpp").string();
  EXPECT_THAT(lenient.at("a").details,
              ElementsAre("nearly a directive: " + file +
                              ":2: 'expected-eror' is no directive; did you mean 'expected-error'?",
                          "nearly a directive: " + file +
                              ":3: '//@ flgas' is no directive; did you mean 'flags'?"));
  const auto strict = findings(folder->path(), clang + R"(, "strict": ["spelling"])");
  EXPECT_EQ(strict.at("a").verdict, Verdict::fail);
  EXPECT_EQ(strict.at("a").reason, "2 misspelled");
}

TEST(VerifySuite, ARevisionsNameIsOneMorePrefix) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(folder);
  ASSERT_TRUE(write_file(folder->path() / "a.cpp",
                         "//@ revisions: with without\n//@[with] flags: -DX\n#ifdef X\n"
                         "int a = b;  // with-error {{'b'}}\n#else\n"
                         "int a = c;  // without-error {{'c'}}\n#endif\n"
                         "int d = e;  // expected-error {{'e'}} without-error {{never}}\n"));
  const auto found = findings(folder->path(), R"("toolchains": ["clang-19"])");
  if (found.empty()) GTEST_SKIP() << "clang-19 is not here";
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found.at("a#with").verdict, Verdict::pass) << found.at("a#with").reason;
  EXPECT_EQ(found.at("a#without").reason, "1 expected but not seen");
}

TEST(VerifySuite, DirectivesInHeadersBelowAnIncludeFlagCount) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(folder);
  const fs::path cases = folder->path() / "cases";
  ASSERT_TRUE(
      write_file(folder->path() / "lib/header.h", "int a = b;  // expected-error {{'b'}}\n"));
  ASSERT_TRUE(write_file(cases / "a.cpp", "#include \"header.h\"\n"));
  ASSERT_TRUE(write_file(cases / "place.cpp",
                         "// expected-error@header.h:1 {{'b'}}\n#include <header.h>\n"));
  ASSERT_TRUE(write_file(folder->path() / "flags.rsp", "-I ../lib\n"));
  for (const char* flags :
       {R"("-I../lib")", R"("-I", "../lib")", R"("-isystem", "../lib")",
        R"("-iquote../lib", "-I../lib")", R"("--include-directory=../lib")", R"("-Wp,-I,../lib")",
        R"("-Xclang", "-I", "-Xclang", "../lib")", R"("-cxx-isystem", "../lib")",
        R"("-Xpreprocessor", "-I../lib")", R"("-idirafter", "../lib")", R"("@../flags.rsp")"}) {
    const auto found = findings(
        cases, R"("toolchains": ["clang-19"], "flags": {"all": [)" + std::string(flags) + "]}");
    if (found.empty()) GTEST_SKIP() << "clang-19 is not here";
    EXPECT_EQ(found.at("a").verdict, Verdict::pass) << flags << ": " << found.at("a").reason;
    // The header's own directive takes the only error.
    EXPECT_EQ(found.at("place").reason, "1 expected but not seen") << flags;
  }
}

TEST(VerifySuite, DirectivesInWhatTheCommandIncludesCount) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(folder);
  ASSERT_TRUE(write_file(folder->path() / "f.h",
                         "#ifdef NO\n// expected-error {{never}}\n#endif\n"
                         "int a = b;  // expected-error {{'b'}}\n"));
  ASSERT_TRUE(write_file(folder->path() / "a.cpp", "int c = d;  // expected-error {{'d'}}\n"));
  for (const char* flags : {R"("-include", "f.h")", R"("-includef.h")", R"("--include=f.h")",
                            R"("-Xclang", "-include", "-Xclang", "f.h")"}) {
    const auto found = findings(
        folder->path(),
        R"("toolchains": ["clang-19"], "files": [{"match": ["a.cpp"], "flags": {"all": [)" +
            std::string(flags) + "]}}]");
    if (found.empty()) GTEST_SKIP() << "clang-19 is not here";
    EXPECT_EQ(found.at("a").verdict, Verdict::pass) << flags << ": " << found.at("a").reason;
  }
}

/// Written by the user's flags, it would not be read.
TEST(VerifySuite, TheFormInWhichACompilerPrintsIsOurs) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(folder);
  ASSERT_TRUE(
      write_file(folder->path() / "a.cpp", "int a = b;  // expected-error {{'b'}}\nint c = 1;\n"));
  for (const char* flags :
       {R"("-fdiagnostics-format=msvc")", R"("-fdiagnostics-format=vi")",
        R"("-Xclang", "-fdiagnostics-format", "-Xclang", "msvc")", R"("-fno-show-column")",
        R"("-fno-show-source-location")", R"("-fdiagnostics-print-source-range-info")",
        R"("-fdiagnostics-parseable-fixits")", R"("-Xclang", "-fcolor-diagnostics")"}) {
    const auto found =
        findings(folder->path(),
                 R"("toolchains": ["clang-22"], "flags": {"all": [)" + std::string(flags) + "]}");
    if (found.empty()) GTEST_SKIP() << "clang-22 is not here";
    EXPECT_EQ(found.at("a").verdict, Verdict::pass) << flags << ": " << found.at("a").reason;
  }
  const std::string gccs = R"("-fdiagnostics-format=json", "-fno-show-column")";
  const auto found =
      findings(folder->path(), R"("toolchains": ["gcc-12"], "flags": {"all": [)" + gccs + "]}");
  if (found.empty()) GTEST_SKIP() << "gcc-12 is not here";
  EXPECT_EQ(found.at("a").verdict, Verdict::pass) << found.at("a").reason;
}

TEST(VerifySuite, WhatALibraryIsPreprocessedToIsNoOutput) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(folder);
  ASSERT_TRUE(write_file(folder->path() / "a.cpp",
                         "#include <vector>\n#ifdef __cpp_lib_span\n#error no\n#else\n"
                         "int a = b;  // expected-error {{'b'}}\n#endif\n"));
  const auto found =
      findings(folder->path(), R"("toolchains": ["clang-19"], "limits": {"output-kib": 16})");
  if (found.empty()) GTEST_SKIP() << "clang-19 is not here";
  EXPECT_EQ(found.at("a").verdict, Verdict::pass) << found.at("a").reason;
}

/// A compiler that cannot be asked which comments it meets has not said that it meets none.
TEST(VerifySuite, IsAnErrorWhereNobodyKnowsWhatCounts) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(folder);
  const fs::path compiler = folder->path() / "clang++";
  ASSERT_TRUE(write_file(compiler,
                         "#!/bin/sh\ncase \"$*\" in *-E*-P*) kill -9 $$ ;; esac\n"
                         "exec clang++-19 \"$@\"\n"));
  fs::permissions(compiler, fs::perms::owner_all);
  ASSERT_TRUE(write_file(folder->path() / "cases/a.cpp",
                         "#if 1\n#warning here\n// expected-warning@-1 {{here}}\n"
                         "// expected-error {{never}}\n#endif\n"));
  const auto found =
      findings(folder->path() / "cases",
               R"("toolchains": [{"name": "it", "compiler": ")" + compiler.string() + R"("}])");
  if (found.empty()) GTEST_SKIP() << "clang-19 is not here";
  EXPECT_EQ(found.at("a").verdict, Verdict::error);
  EXPECT_EQ(found.at("a").reason,
            "clang++, asked which comments it meets, was killed by signal 9 (Killed)");
}

}  // namespace
}  // namespace mustfail
