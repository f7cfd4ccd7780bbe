#include "diagnostic/normalize.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <memory>

#include "diagnostic/normalize_names.hpp"
#include "util/compiled_pattern.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  if (what.empty()) return;
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size()) {
    text.replace(at, what.size(), with);
  }
}

void line_ends(std::string& text, const NormalizeContext&) { replace_all(text, "\r\n", "\n"); }

void colours(std::string& text, const NormalizeContext&) {
  static const RE2 pattern("\x1b\\[[0-9;]*[mK]");
  RE2::GlobalReplace(&text, pattern, "");
}

void quotes(std::string& text, const NormalizeContext&) {
  for (const std::string_view quote : {"\u2018", "\u2019"}) replace_all(text, quote, "'");
}

void case_folder(std::string& text, const NormalizeContext& context) {
  replace_all(text, context.case_folder.string() + "/", "");
}

void include_folders(std::string& text, const NormalizeContext& context) {
  for (const auto& folder : context.include) {
    // A header that stands in the folder itself would then look like a file of the case, whose line
    // numbers stay: see header_lines.
    const RE2& flat =
        compiled_pattern(RE2::QuoteMeta(folder.string()) + R"(/([^/\s:]+):\d+(?::\d+)?)");
    RE2::GlobalReplace(&text, flat, R"(\1:LL)");
    replace_all(text, folder.string() + "/", "");
  }
}

void system_folders(std::string& text, const NormalizeContext&) {
  if (text.find("/usr/") == std::string::npos) return;
  // One name for libstdc++'s and the compilers' own folders, whatever the version and target, and
  // with the `..` that Clang leaves in them.
  static const RE2 dotted(
      R"(/usr/[\w./+-]*\.\./[\w./+-]*include/(?:(?:(?:x86_64|aarch64)-[\w-]+/)?c\+\+/\d+(?:\.\d+)*/)?)");
  RE2::GlobalReplace(&text, dotted, "$SYSTEM/");
  static const RE2 pattern(
      R"(/usr/(?:[\w.+-]+/)*?(?:include/(?:x86_64-[\w-]+/|aarch64-[\w-]+/)?c\+\+/\d+(?:\.\d+)*|lib/(?:gcc|llvm|clang)[\w./+-]*/include|include)/)");
  RE2::GlobalReplace(&text, pattern, "$SYSTEM/");
}

void header_lines(std::string& text, const NormalizeContext&) {
  // A header's line numbers move with every edit of it, and say nothing about the case. The case's
  // own files have no folder in their names by now.
  static const RE2 pattern(R"(((?:^|[\s(])[$\w.+-]+/[\w./+-]+):\d+(?::\d+)?)");
  RE2::GlobalReplace(&text, pattern, R"(\1:LL)");
}

void counts(std::string& text, const NormalizeContext&) {
  static const RE2 pattern(R"((?m)^\d+ (?:error|warning)s?(?: and \d+ errors?)? generated\.\n)");
  RE2::GlobalReplace(&text, pattern, "");
}

void include_chains(std::string& text, const NormalizeContext&) {
  // Which header was included from where: it differs with and without a precompiled header, and
  // the place itself follows in any case.
  static const RE2 pattern(
      R"((?m)^(?:In file included| {2,}) ?from \S+:(?:\d+|LL)(?::\d+)?[,:]\n)");
  RE2::GlobalReplace(&text, pattern, "");
}

void scratch_space(std::string& text, const NormalizeContext&) {
  static const RE2 pattern(R"((<scratch space>):\d+:\d+)");
  RE2::GlobalReplace(&text, pattern, R"(\1)");
}

void blanks_at_ends(std::string& text, const NormalizeContext&) {
  static const RE2 pattern(R"((?m)[ \t]+$)");
  RE2::GlobalReplace(&text, pattern, "");
  const std::string_view trimmed = trim(text);
  text = trimmed.empty() ? std::string() : std::string(trimmed) + "\n";
}

}  // namespace

const std::vector<NormalizeStep>& normalize_steps() {
  static const std::vector<NormalizeStep> steps{
      {"line-ends", "CRLF becomes LF", line_ends},
      {"colours", "terminal colours go", colours},
      {"quotes", "typographic quotes become plain ones", quotes},
      {"case-folder", "the case's own files are shown by their names", case_folder},
      {"include-folders", "the library's headers as #include names them", include_folders},
      {"system-folders", "system headers as $SYSTEM/name", system_folders},
      {"header-lines", "line numbers inside headers become LL", header_lines},
      {"counts", "'2 errors generated.' goes", counts},
      {"include-chains", "'In file included from' goes", include_chains},
      {"blanks-at-ends", "blanks at the ends of lines and of the text go", blanks_at_ends},
      {"lambdas", "a lambda's made-up number and column go", lambda_names},
      {"anonymous", "what has no name is (anonymous namespace) or (anonymous struct)",
       anonymous_names},
      {"libstdc++", "std::__cxx11:: is std::, and internal headers are $SYSTEM/bits",
       libstdcxx_names},
      {"with-order", "the clauses of [with T = int; U = char] stand in order", with_order},
      {"auto-numbers", "a generic lambda's auto:15 is auto: GCC counts all before it",
       auto_numbers},
      {"scratch-space", "<scratch space>:6:6 is <scratch space>: Clang counts all that was pasted",
       scratch_space},
  };
  return steps;
}

Result<NormalizeStep> replacing_step(std::string name, std::string pattern, std::string replace) {
  const auto refuse = [](std::string what, std::string help) {
    return Failure{{}, std::move(what), std::move(help)};
  };
  if (name.empty()) return refuse("this step has no name", "add \"name\"");
  const auto& ours = normalize_steps();
  if (std::ranges::find(ours, name, &NormalizeStep::name) != ours.end()) {
    return refuse(fmt::format("'{}' is one of mustfail's own steps", name),
                  "give it another name; mustfail doctor lists them");
  }
  const auto compiled = std::make_shared<const RE2>("(?m)" + pattern, RE2::Quiet);
  if (pattern.empty() || !compiled->ok()) {
    return refuse(fmt::format("the pattern of '{}' has to be a regular expression", name),
                  pattern.empty() ? "add \"pattern\"" : compiled->error());
  }
  if (RE2::FullMatch("", *compiled)) {
    return refuse(fmt::format("the pattern of '{}' matches where nothing is", name),
                  "write + where a * stands");
  }
  if (std::string error; !compiled->CheckRewriteString(replace, &error)) {
    return refuse(fmt::format("the replacement of '{}' does not fit its pattern", name), error);
  }
  std::string purpose = fmt::format("the suite's: {} -> {}", pattern, replace);
  return NormalizeStep{std::move(name), std::move(purpose),
                       [compiled, replace](std::string& text, const NormalizeContext&) {
                         RE2::GlobalReplace(&text, *compiled, replace);
                       }};
}

std::string normalize(std::string text, const NormalizeContext& context) {
  for (const NormalizeStep& step : normalize_steps()) step.apply(text, context);
  for (const NormalizeStep& step : context.own) step.apply(text, context);
  return text;
}

bool is_earlier_form(std::string_view pinned, std::string text, const NormalizeContext& context) {
  constexpr std::size_t kFirst = 10;  // these were there from the beginning
  const auto& ours = normalize_steps();
  for (std::size_t i = 0; i < kFirst; ++i) ours[i].apply(text, context);
  for (std::size_t i = kFirst;; ++i) {
    std::string form = text;
    if (form == pinned) return true;
    for (const NormalizeStep& own : context.own) {
      own.apply(form, context);
      if (form == pinned) return true;
    }
    if (i == ours.size()) return false;
    ours[i].apply(text, context);
  }
}

std::string normal_path(const std::string& file, const NormalizeContext& context) {
  std::string path = file;
  case_folder(path, context);
  include_folders(path, context);
  system_folders(path, context);
  return path;
}

}  // namespace mustfail
