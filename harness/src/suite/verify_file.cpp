#include "suite/verify_file.hpp"

#include <re2/re2.h>

#include <algorithm>

#include "util/files.hpp"
#include "util/piece.hpp"

namespace mustfail {

namespace {

/// A directive's word ends in its severity, and a marker begins with its mark; either may be cut by
/// a line that is continued.
bool may_say_something(const Comment& comment) {
  static const RE2 pattern(R"(-(?:error|warning|remark|note|no-diagnostics|maybe-no)|#|\\\r?\n)");
  return RE2::PartialMatch(piece(comment.text), pattern);
}

/// Clang reads the rest of such a line as it is, whatever looks like a comment in it.
void drop_comments_of(const PreprocessorLine& line, std::vector<Comment>& comments) {
  std::erase_if(comments, [&](const Comment& each) {
    return each.line >= line.line && each.line <= line.last_line;
  });
}

}  // namespace

std::unique_ptr<const VerifyFile> read_verify_file(std::string text, CommentChoice choice) {
  auto file = std::make_unique<VerifyFile>();
  file->text = std::move(text);
  file->comments = find_comments(file->text);
  file->end = end_of(file->text);
  file->lines = find_preprocessor_lines(without_comments(file->text, file->comments));
  HeaderMacros macros;
  for (const PreprocessorLine& line : file->lines) {
    file->is_conditional |= is_conditional(line);
    note_header_macro(line, macros);
    if (line.name == "error" || line.name == "warning") drop_comments_of(line, file->comments);
    if (auto inclusion = inclusion_of(line, macros)) {
      file->inclusions.emplace_back(line.line, *std::move(inclusion));
    } else if (auto moved = moved_by(line)) {
      file->moved.push_back(*std::move(moved));
    }
  }
  if (choice == CommentChoice::all) return file;
  std::erase_if(file->comments, [](const Comment& each) { return !may_say_something(each); });
  if (file->comments.empty()) file->text = {};
  return file;
}

const VerifyFile* VerifyHeaders::read(const std::filesystem::path& file) {
  auto known = files_.find(file.string());
  if (known == files_.end()) {
    auto text = read_file(file);
    known = files_
                .emplace(
                    file.string(),
                    text ? read_verify_file(*std::move(text), CommentChoice::that_may_say_something)
                         : nullptr)
                .first;
  }
  return known->second.get();
}

const std::optional<std::filesystem::path>& VerifyHeaders::found(
    const std::string& key, const std::function<std::optional<std::filesystem::path>()>& find) {
  auto known = found_.find(key);
  if (known == found_.end()) known = found_.emplace(key, find()).first;
  return known->second;
}

}  // namespace mustfail
