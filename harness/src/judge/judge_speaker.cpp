#include "judge/judge_speaker.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "diagnostic/compiler_output.hpp"
#include "suite/comment.hpp"
#include "suite/preprocessor_line.hpp"
#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// Whether an `#error` stands there: Clang prints its text and nothing else.
bool is_error_line(const Location& location) {
  const auto text = read_file(location.file);
  if (!text) return false;
  const auto lines = split_lines(*text);
  const auto at = static_cast<std::size_t>(location.line) - 1;
  static const RE2 directive(R"(^\s*(?:#|%:|\?\?=)\s*error\b)");
  return at < lines.size() &&
         RE2::PartialMatch(re2::StringPiece(lines[at].data(), lines[at].size()), directive);
}

bool is_in_folder(const std::filesystem::path& file, const std::filesystem::path& folder) {
  const auto normal = folder.lexically_normal();
  return std::ranges::mismatch(normal, file).in1 == normal.end();
}

/// Whether the place is in what belongs to the cases, and not to the library under test.
bool is_own(const Judgement& judgement, const Location& location) {
  const Suite& suite = judgement.suite;
  const std::filesystem::path& file = location.file;
  if (is_in(own_code(*judgement.job.variant, judgement.job.owner->folder), location)) return true;
  return is_in_folder(file, suite.cases) &&
         std::ranges::none_of(suite.include,
                              [&](const auto& each) { return is_in_folder(file, each); });
}

/// Whether all places on the way to the error are the cases' own.
bool is_all_own(const Judgement& judgement, const Diagnostic& error) {
  return is_own(judgement, error.location) &&
         std::ranges::all_of(error.notes,
                             [&](const Diagnostic& each) {
                               return each.location.file.empty() ||
                                      is_own(judgement, each.location);
                             }) &&
         std::ranges::all_of(error.contexts,
                             [&](const Context& each) { return is_own(judgement, each.location); });
}

/// `[[gnu::error("...")]]` of a function that is called, and on Clang a `[[nodiscard("...")]]`: the
/// compiler does not say where it was declared.
bool is_unplaced_attribute(const Diagnostic& error) {
  static const RE2 called(
      R"(^call to .+ declared with (?:attribute|')|^ignoring .+ declared with ')");
  return error.notes.empty() && RE2::PartialMatch(error.message, called);
}

/// Whether the code could hold such an attribute, perhaps in pieces.
bool may_spell_attribute(const std::string& code) {
  static const RE2 attribute(R"(\[\[|<:|attribute)");
  static const RE2 word(R"((?:error|warning|nodiscard)_*\s*\()");
  return may_hold_words_in_pieces(code) ||
         (RE2::PartialMatch(code, attribute) && RE2::PartialMatch(code, word));
}

/// Whether the code holds the rule's word outside of comments, perhaps in literals or tokens that a
/// compiler puts together. As a part of a longer name it is nobody's word.
bool spells(std::string code, const std::string& word) {
  static const RE2 joint(R"(\\[ \t]*\r?\n|"\s*(?:u8|[uUL])?R?"|\s*(?:##|%:%:)\s*)");
  // What a file is called is said of the place, and not of the program.
  static const RE2 file_name(R"((?m)^\s*#\s*(?:line|include|\d+)\b.*$)");
  RE2::GlobalReplace(&code, file_name, "");
  RE2::GlobalReplace(&code, joint, "");
  return RE2::PartialMatch(code, R"(\b)" + RE2::QuoteMeta(word) + R"(\b)");
}

/// Whether the case's file spells the rule's word, or one beside it that it includes.
bool spells_rule(const Judgement& judgement, const std::string& word) {
  const Variant& variant = *judgement.job.variant;
  const auto code = variant.source.empty() ? read_code(variant) : code_of(variant.source);
  if (!code || spells(*code, word)) return true;
  const auto lines = find_preprocessor_lines(*code);
  return std::ranges::any_of(lines, [&](const PreprocessorLine& line) {
    const auto inclusion = inclusion_of(line, {});
    if (!inclusion) return false;
    const auto text = read_code(judgement.job.owner->folder / inclusion->name);
    return text && spells(*text, word);
  });
}

/// Whether the case could, or a file beside it. Beside an example are documents, whose text is no
/// code: they count where the example includes a file that is no library's.
bool may_spell_attribute(const Judgement& judgement) {
  const Variant& variant = *judgement.job.variant;
  const auto code = read_code(variant);
  if (!code || may_spell_attribute(*code)) return true;
  if (variant.example && !may_include_own_file(*code)) return false;
  const auto may = [](const std::filesystem::path& file) {
    const auto text = read_code(file);
    return text && may_spell_attribute(*text);
  };
  std::error_code problem;
  const std::filesystem::directory_iterator files(judgement.job.owner->folder, problem);
  return std::ranges::any_of(begin(files), end(files), [&](const auto& each) {
    return !each.path().filename().string().starts_with("wrapped") && may(each.path());
  });
}

}  // namespace

bool check_speaker(Judgement& judgement) {
  static const RE2 message(R"(^.{0,3}#pragma message)");
  const auto is_message = [&](const Diagnostic& each) {
    return (RE2::PartialMatch(each.message, message) || each.option == "-W#pragma-messages") &&
           is_own(judgement, each.location);
  };
  for (const Diagnostic& each : judgement.finding.diagnostics) {
    if (!is_message(each) && std::ranges::none_of(each.notes, is_message)) continue;
    judgement.set(
        Verdict::fail,
        "a #pragma message of the case's own speaks: what it prints may look like an error",
        "take it away");
    return false;
  }
  const Diagnostic* const error = judgement.first_error();
  static const RE2 own_words(
      R"(^static.assert(?:ion)? failed|^#error|is unavailable|is deprecated|)"
      R"(declared with (?:attribute|')|deleted function)");
  if (error == nullptr || rule_text(*error).empty()) return true;
  if (!is_all_own(judgement, *error)) return true;
  // Other words are a plugin's, or a compiler's of what the case spells.
  const bool is_known_form =
      RE2::PartialMatch(error->message, own_words) || is_error_line(error->location);
  if (!is_known_form && !spells_rule(judgement, error->code)) return true;
  if (is_unplaced_attribute(*error) && !may_spell_attribute(judgement)) return true;
  judgement.set(Verdict::fail, "the rule's words are the case's own, and not the library's",
                "let the library reject the program");
  judgement.finding.details.push_back(judgement.shown(*error));
  return false;
}

}  // namespace mustfail
