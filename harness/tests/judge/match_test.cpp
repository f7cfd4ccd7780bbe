#include "judge/match.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <chrono>

#include "judge/pairing.hpp"

namespace mustfail {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

const std::filesystem::path kFile = "/c/naive.cpp";

Toolchain gcc() {
  Toolchain made;
  made.version = {12, 2, 0};
  return made;
}

std::vector<Expectation> expecting(std::string_view source) {
  Failures failures;
  auto read = parse_expectations(source, find_comments(source), kFile, failures).list;
  EXPECT_THAT(failures, IsEmpty());
  return read;
}

Diagnostic said(Severity severity, int line, std::string message) {
  Diagnostic made;
  made.severity = severity;
  made.message = std::move(message);
  made.location = made.blame = {kFile.string(), line, 1};
  return made;
}

struct Counted {
  std::size_t unmet;
  std::size_t unasked;
  bool first;
  friend bool operator==(const Counted&, const Counted&) = default;
};

std::ostream& operator<<(std::ostream& out, const Counted& c) {
  return out << c.unmet << " unmet, " << c.unasked << " unasked, first " << c.first;
}

Counted counted_match(std::string_view source, const std::vector<Diagnostic>& diagnostics) {
  const auto expectations = expecting(source);
  const Match found = match(expectations, gcc(), diagnostics, kFile);
  return {found.unmet.size(), found.unasked.size(), found.first_error_expected};
}

TEST(Match, AnExpectationTakesTheDiagnosticOfItsLineSeverityAndText) {
  const char* source = "// expected-error {{[E0373]}}\n\n";
  EXPECT_EQ(counted_match(source, {said(Severity::error, 1, "x [E0373] y")}),
            (Counted{0, 0, true}));
  EXPECT_EQ(counted_match(source, {said(Severity::error, 2, "x [E0373] y")}),
            (Counted{1, 1, false}));
  EXPECT_EQ(counted_match(source, {said(Severity::error, 1, "x")}), (Counted{1, 1, false}));
  EXPECT_EQ(counted_match(source, {said(Severity::warning, 1, "[E0373]")}), (Counted{1, 1, false}));
  EXPECT_EQ(counted_match(source, {}), (Counted{1, 0, false}));
}

TEST(Match, TheBlameLineCountsAsWellAsTheDiagnosticsOwn) {
  Diagnostic inside = said(Severity::error, 1, "x");
  inside.location = {"/l/lib.hpp", 70, 3};
  EXPECT_EQ(counted_match("// expected-error {{x}}", {inside}), (Counted{0, 0, true}));
  Diagnostic called = said(Severity::error, 2, "x");
  called.location.line = 1;
  EXPECT_EQ(counted_match("// expected-error {{x}}", {called}), (Counted{0, 0, true}));
}

TEST(Match, EachDiagnosticIsTakenOnce) {
  EXPECT_EQ(counted_match("// expected-error {{x}} expected-error {{x}}",
                          {said(Severity::error, 1, "x")}),
            (Counted{1, 0, true}));
  EXPECT_EQ(counted_match("// expected-error {{x}}",
                          {said(Severity::error, 1, "x"), said(Severity::error, 1, "x")}),
            (Counted{0, 1, true}));
}

TEST(Match, CountsAreMetExactly) {
  const std::vector<Diagnostic> two{said(Severity::error, 1, "x"), said(Severity::error, 1, "x")};
  EXPECT_EQ(counted_match("// expected-error 2 {{x}}", two), (Counted{0, 0, true}));
  EXPECT_EQ(counted_match("// expected-error 3 {{x}}", two), (Counted{1, 0, true}));
  EXPECT_EQ(counted_match("// expected-error 1+ {{x}}", two), (Counted{0, 0, true}));
  EXPECT_EQ(counted_match("// expected-error 0-1 {{x}}", two), (Counted{0, 1, true}));
  EXPECT_EQ(counted_match("// expected-error * {{x}}", {}), (Counted{0, 0, false}));
  EXPECT_EQ(counted_match("// expected-error 0 {{x}}", two), (Counted{0, 2, false}));
}

TEST(Match, OnlyTheFirstErrorIsTheFirst) {
  EXPECT_EQ(counted_match("// expected-error {{x}}",
                          {said(Severity::error, 9, "other"), said(Severity::error, 1, "x")}),
            (Counted{0, 1, false}));
  EXPECT_EQ(counted_match("// expected-error {{x}} expected-warning {{w}}",
                          {said(Severity::warning, 1, "w"), said(Severity::error, 1, "x")}),
            (Counted{0, 0, true}))
      << "a warning before it is no error";
}

TEST(Match, NotesAndRemarksNeedNoExpectationAndMayHaveOne) {
  Diagnostic error = said(Severity::error, 1, "x");
  error.notes.push_back(said(Severity::note, 1, "declared here"));
  EXPECT_EQ(counted_match("// expected-error {{x}}", {error}), (Counted{0, 0, true}));
  EXPECT_EQ(counted_match("// expected-error {{x}} expected-note {{declared}}", {error}),
            (Counted{0, 0, true}));
  EXPECT_EQ(counted_match("// expected-error {{x}} expected-note {{absent}}", {error}),
            (Counted{1, 0, true}));
  EXPECT_EQ(counted_match("", {said(Severity::remark, 1, "r")}), (Counted{0, 0, false}));
}

TEST(Match, PlacesElsewhere) {
  Diagnostic header = said(Severity::error, 7, "x");
  header.location = header.blame = {"/l/lib.hpp", 7, 1};
  EXPECT_EQ(counted_match("// expected-error@lib.hpp:7 {{x}}", {header}), (Counted{0, 0, true}));
  EXPECT_EQ(counted_match("// expected-error@lib.hpp:8 {{x}}", {header}), (Counted{1, 1, false}));
  EXPECT_EQ(counted_match("// expected-error@ib.hpp:7 {{x}}", {header}), (Counted{1, 1, false}));
  EXPECT_EQ(counted_match("// expected-error@lib.hpp:* {{x}}", {header}), (Counted{0, 0, true}));
  EXPECT_EQ(counted_match("// expected-error@* {{x}}", {header}), (Counted{0, 0, true}));
  Diagnostic beside = said(Severity::error, 7, "x");
  beside.location = beside.blame = {"/c/own.hpp", 7, 1};
  EXPECT_EQ(counted_match("// expected-error@own.hpp:7 {{x}}", {beside}), (Counted{0, 0, true}));
}

TEST(Match, OtherToolchainsExpectationsAreNotAsked) {
  const auto error = said(Severity::error, 1, "x");
  EXPECT_EQ(counted_match("// gcc-error {{x}} clang-error {{y}}", {error}), (Counted{0, 0, true}));
  EXPECT_EQ(counted_match("// gcc12-error {{x}} gcc13-error {{y}}", {error}),
            (Counted{0, 0, true}));
}

TEST(Match, RegularExpressions) {
  const auto error = said(Severity::error, 1, "moved 17 times (twice)");
  EXPECT_EQ(counted_match("// expected-error-re {{moved {{[0-9]+}} times (}}", {error}),
            (Counted{0, 0, true}));
  EXPECT_EQ(counted_match("// expected-error-re {{moved {{[a-z]+}} times}}", {error}),
            (Counted{1, 1, false}));
}

TEST(Match, IsLinear) {
  constexpr int kCount = 10000;
  std::string source;
  std::vector<Diagnostic> diagnostics;
  for (int i = 1; i <= kCount; ++i) {
    source += "// expected-error {{x}}\n";
    diagnostics.push_back(said(Severity::error, i, "x"));
  }
  const auto expectations = expecting(source);
  const auto started = std::chrono::steady_clock::now();
  EXPECT_THAT(match(expectations, gcc(), diagnostics, kFile).unmet, SizeIs(0));
  EXPECT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds(1))
      << "a quadratic matcher needs minutes";
}

/// Ten thousand of each in every form that a quadratic matcher would need minutes for.
TEST(Match, IsLinearWhateverTheExpectationsAskFor) {
  constexpr int kMany = 10'000;
  for (const std::string place : {"@7", "@*", "@*:*", "@naive.cpp:*"}) {
    for (const bool fits : {true, false}) {
      std::string source(20, '\n');
      std::vector<Diagnostic> diagnostics;
      for (int i = 0; i < kMany; ++i) {
        source += fmt::format("// expected-error{} {{{{no {} here}}}}\n", place, i);
        diagnostics.push_back(
            said(Severity::error, 7, fmt::format("no {} here", fits ? kMany - 1 - i : -1 - i)));
      }
      const auto expectations = expecting(source);
      const auto started = std::chrono::steady_clock::now();
      const Match found = match(expectations, gcc(), diagnostics, kFile);
      EXPECT_THAT(found.unmet, SizeIs(fits ? 0 : kMany)) << place;
      EXPECT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds(2)) << place;
    }
  }
}

/// Counted, because a clock says little on a busy machine.
TEST(Match, TenTimesAsManyOfEachAreTenTimesTheWork) {
  const auto same = [](const std::string&, const std::string&) { return true; };
  const auto work = [&](const std::string& place, int count, bool fits) {
    std::string source(20, '\n');
    std::vector<Diagnostic> diagnostics;
    for (int i = 0; i < count; ++i) {
      source += fmt::format("// expected-error{} {{{{no {} here}}}}\n", place, i);
      diagnostics.push_back(
          said(Severity::error, 7, fmt::format("no {} here", fits ? count - 1 - i : -1 - i)));
    }
    const auto expectations = expecting(source);
    std::vector<const Expectation*> asked;
    for (const Expectation& each : expectations) asked.push_back(&each);
    std::vector<Candidate> candidates;
    for (const Diagnostic& each : diagnostics) candidates.push_back({&each, {each.location}});
    return pair_up(asked, candidates, same).work;
  };
  for (const std::string place : {"", "@7", "@*", "@*:*", "@naive.cpp:*"}) {
    for (const bool fits : {true, false}) {
      const std::size_t few = work(place, 300, fits);
      EXPECT_GE(few, 600U) << place << ": each of both is looked at";
      EXPECT_LE(work(place, 3000, fits), 11 * few) << place;
    }
  }
}

TEST(Match, NoRegularExpressionHangsIt) {
  const auto expectations = expecting("// expected-error-re {{{{(a|aa|a*)*b}}}}");
  const std::string message(200'000, 'a');
  const auto started = std::chrono::steady_clock::now();
  EXPECT_THAT(match(expectations, gcc(), {said(Severity::error, 1, message)}, kFile).unmet,
              SizeIs(1));
  EXPECT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds(2));
}

TEST(Match, TypographicQuotesArePlainOnes) {
  EXPECT_EQ(
      counted_match("// expected-error {{'x' is}}", {said(Severity::error, 1, "\u2018x\u2019 is")}),
      (Counted{0, 0, true}));
}

Match strict_match(const std::vector<Expectation>& expectations,
                   const std::vector<Diagnostic>& diagnostics, const Strictness& strictness) {
  return match(expectations, gcc(), diagnostics, kFile, strictness);
}

TEST(Match, AWholeTextIsNoPartOfAMessage) {
  const auto part = expecting("// expected-error {{is bad}}");
  const auto whole = expecting("// expected-error-re {{this {{.}}s bad}}");
  const std::vector<Diagnostic> bad{said(Severity::error, 1, "this is bad ")};
  const Strictness strict{.whole_text = true};
  EXPECT_THAT(strict_match(part, bad, strict).unmet, SizeIs(1));
  EXPECT_THAT(strict_match(part, bad, {}).unmet, IsEmpty());
  EXPECT_THAT(strict_match(whole, bad, strict).unmet, IsEmpty());
}

TEST(Match, OneEachForbidsCountsAndWildcards) {
  const Strictness strict{.one_each = true};
  for (const char* loose : {"// expected-error 2 {{x}}", "// expected-error 0-1 {{x}}",
                            "// expected-error + {{x}}", "// expected-error@* {{x}}"}) {
    EXPECT_THAT(strict_match(expecting(loose), {}, strict).loose, SizeIs(1)) << loose;
    EXPECT_THAT(strict_match(expecting(loose), {}, {}).loose, IsEmpty()) << loose;
  }
  EXPECT_THAT(strict_match(expecting("// expected-error {{x}}"), {}, strict).loose, IsEmpty());
}

TEST(Match, NotesBelongToWhatWasExpected) {
  Diagnostic error = said(Severity::error, 1, "wrong");
  error.notes.push_back(said(Severity::note, 1, "because"));
  const Strictness strict{.notes = true};
  EXPECT_THAT(strict_match(expecting("// expected-error {{wrong}}"), {error}, strict).unasked,
              SizeIs(1));
  EXPECT_THAT(strict_match(expecting("// expected-note {{because}}"), {error}, strict).unmet,
              SizeIs(1));
  const auto both = expecting("// expected-note {{because}} expected-error {{wrong}}");
  EXPECT_THAT(strict_match(both, {error}, strict).unmet, IsEmpty());
  EXPECT_THAT(strict_match(both, {error}, strict).unasked, IsEmpty());
}

TEST(Match, NotesNeedAnExpectationWhereTheSuiteSaysSo) {
  Diagnostic error = said(Severity::error, 1, "wrong");
  error.notes.push_back(said(Severity::note, 1, "because"));
  const Strictness policy{.expect_notes = true};
  EXPECT_THAT(strict_match(expecting("// expected-error {{wrong}}"), {error}, policy).unasked,
              SizeIs(1));
  EXPECT_THAT(strict_match(expecting("// expected-error {{wrong}}"), {error}, {}).unasked,
              IsEmpty());
  // Unlike the strict "notes", it may be expected by itself.
  EXPECT_THAT(strict_match(expecting("// expected-note {{because}}"), {error}, policy).unmet,
              IsEmpty());
}

}  // namespace
}  // namespace mustfail
