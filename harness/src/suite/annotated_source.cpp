#include "suite/annotated_source.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "util/piece.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

constexpr std::size_t kUsualLength = 100;

std::string_view indent_of(std::string_view line) {
  return line.substr(0, std::min(line.find_first_not_of(" \t"), line.size()));
}

bool is_continued(std::string_view line) { return trim(line).ends_with('\\'); }

/// Whether a comment that starts at the offset is read as one.
bool is_comment_at(const std::string& source, std::size_t offset, std::string_view inserted) {
  std::string tried = source;
  tried.insert(offset, inserted);
  const std::size_t at = offset + inserted.find("//");
  return std::ranges::any_of(find_comments(tried), [&](const Comment& each) {
    return !each.is_block && !each.text.starts_with('@') && each.offset <= at + 2 &&
           at + 2 <= each.offset + each.text.size();
  });
}

}  // namespace

AnnotatedSource::AnnotatedSource(std::string_view source) : source_(source) {
  end_ = source_.find("\r\n") == std::string::npos ? "\n" : "\r\n";
  comments_ = find_comments(source_);
  for (const std::string_view each : split_lines(source_)) {
    lines_.push_back(
        {each, static_cast<std::size_t>(each.data() - source_.data()), false, true, {}, {}});
    longest_ = std::max(longest_, each.size());
  }
  if (lines_.empty())
    lines_.push_back({std::string_view(source_).substr(0, 0), 0, false, true, {}, {}});
}

const Comment* AnnotatedSource::comment_at(std::size_t offset) const {
  const auto found = std::ranges::find_if(comments_, [&](const Comment& each) {
    return each.offset <= offset && offset < each.offset + each.text.size();
  });
  return found == comments_.end() ? nullptr : &*found;
}

bool AnnotatedSource::may_end_in_comment(const Line& line) const {
  return !is_continued(line.bytes) &&
         is_comment_at(source_, line.offset + line.bytes.size(), "  // x");
}

bool AnnotatedSource::may_be_followed_by_comment(const Line& line) const {
  return !is_continued(line.bytes) &&
         is_comment_at(source_, line.offset + line.bytes.size(), "\n// x");
}

void AnnotatedSource::add(const WrittenExpectation& expectation) {
  const int count = static_cast<int>(lines_.size());
  const int target = expectation.line == 0 ? count : std::min(expectation.line, count);
  Line& line = line_at(target);
  std::size_t length = line.bytes.size() + expectation.head.size() + expectation.tail.size() + 5;
  for (const auto& each : line.at_end) length += each.head.size() + each.tail.size() + 1;
  const bool fits = expectation.line == target && length <= std::max(kUsualLength, longest_);
  if (fits && line.has_room && may_end_in_comment(line)) {
    line.at_end.push_back(expectation);
    return;
  }
  line.has_room = false;
  for (int host = target; host <= count; ++host) {
    if (!may_be_followed_by_comment(line_at(host)) && host < count) continue;
    line_at(host).below.emplace_back(expectation, target);
    return;
  }
}

void AnnotatedSource::replace(const Expectation& old, const std::vector<WrittenExpectation>& by) {
  const Comment* const comment = comment_at(old.offset);
  std::size_t begin = old.offset;
  const auto is_blank = [&](char c) { return c == ' ' || c == '\t'; };
  // What goes takes the blanks before it along.
  while (by.empty() && begin > 0 && is_blank(source_[begin - 1])) --begin;
  edits_[begin] = {old.offset + old.length - begin, by,
                   comment == nullptr ? old.written_line : comment->line};
}

void AnnotatedSource::keep(const Expectation& old) {
  static const RE2 place(R"(^([\w-]+)@([+-]?)\d+)");
  const std::string_view written = std::string_view(source_).substr(old.offset, old.length);
  std::string head;
  std::string sign;
  if (old.where != Expectation::Where::line ||
      !RE2::PartialMatch(piece(written), place, &head, &sign)) {
    return;
  }
  re2::StringPiece rest(written.data(), written.size());
  RE2::Consume(&rest, place);
  replace(old, {{head, std::string(rest.data(), rest.size()), old.line, sign.empty(), {}}});
}

void AnnotatedSource::drop_empty_comments() {
  for (const Comment& comment : comments_) {
    const std::size_t end = comment.offset + comment.text.size();
    std::string left;
    bool is_touched = false;
    std::size_t at = comment.offset;
    for (auto edit = edits_.lower_bound(at); edit != edits_.end() && edit->first < end; ++edit) {
      left += source_.substr(at, edit->first - at);
      at = edit->first + edit->second.length;
      is_touched = true;
      if (!edit->second.by.empty()) left += 'x';
    }
    if (!is_touched) continue;
    left += source_.substr(at, end - at);
    if (left.find_first_not_of(" \t\r\n*") != std::string::npos) continue;
    edits_.erase(edits_.lower_bound(comment.offset), edits_.lower_bound(end));
    const std::size_t begin = comment.offset - 2;
    Line& line = line_at(comment.line);
    std::size_t last = end + (comment.is_block ? 2 : 0);
    if (!comment.is_block && last > begin && source_[last - 1] == '\r') --last;
    const bool is_one_line = last <= line.offset + line.bytes.size();
    if (is_one_line && comment.own_line && last == line.offset + line.bytes.size()) {
      line.is_removed = true;
    } else {
      std::size_t from = begin;
      while (from > line.offset && (source_[from - 1] == ' ' || source_[from - 1] == '\t')) --from;
      const bool ends_line = is_one_line && last == line.offset + line.bytes.size();
      if (is_one_line)
        edits_[ends_line ? from : begin] = {last - (ends_line ? from : begin), {}, 0};
    }
  }
}

void AnnotatedSource::settle_lines() {
  int next = 1 + static_cast<int>(first_lines_.size());
  new_lines_.assign(1, 0);
  for (const Line& each : lines_) {
    new_lines_.push_back(next);
    next += (each.is_removed ? 0 : 1) + static_cast<int>(each.below.size());
  }
  new_lines_.push_back(next);
}

int AnnotatedSource::new_line(int old) const {
  if (old <= 0) return old;
  const auto last = static_cast<int>(new_lines_.size()) - 1;
  return old <= last ? new_lines_[static_cast<std::size_t>(old)] : new_lines_.back() + (old - last);
}

std::string AnnotatedSource::spelled(const WrittenExpectation& each, int host) const {
  std::string place = each.place;
  if (each.line != 0) {
    const int target = new_line(each.line);
    if (each.is_absolute) {
      place = fmt::format("@{}", target);
    } else if (target != host) {
      place = fmt::format("@{:+}", target - host);
    }
  }
  return each.head + place + each.tail;
}

std::string AnnotatedSource::edited(const Line& line) const {
  const std::size_t end = line.offset + line.bytes.size();
  std::string text;
  std::size_t at = line.offset;
  for (auto edit = edits_.lower_bound(at); edit != edits_.end() && edit->first < end; ++edit) {
    text += source_.substr(at, edit->first - at);
    const int host = new_line(edit->second.comment_line);
    for (const WrittenExpectation& each : edit->second.by) {
      if (&each != &edit->second.by.front()) text += ' ';
      text += spelled(each, host);
    }
    at = std::min(edit->first + edit->second.length, end);
  }
  text += source_.substr(at, end - at);
  return text;
}

std::string AnnotatedSource::text() {
  drop_empty_comments();
  settle_lines();
  std::string text;
  for (const auto& each : first_lines_) text += each + end_;
  const bool ends_well = source_.ends_with('\n');
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const Line& line = lines_[i];
    int number = new_line(static_cast<int>(i) + 1);
    if (!line.is_removed) {
      text += edited(line);
      if (!line.at_end.empty()) text += "  //";
      for (const auto& each : line.at_end) text += " " + spelled(each, number);
      if (i + 1 < lines_.size() || ends_well || !line.below.empty()) text += end_;
      ++number;
    }
    for (const auto& [each, like] : line.below) {
      text += indent_of(lines_[static_cast<std::size_t>(like) - 1].bytes);
      text += "// " + spelled(each, number++) + end_;
    }
  }
  return text;
}

}  // namespace mustfail
