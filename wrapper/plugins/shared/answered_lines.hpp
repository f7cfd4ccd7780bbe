// Which lines somebody answers for, so that no race is told there:
//
//   NORACE_UNSAFE_SHARED("why") int counter = 0;     a declaration, and so all uses of it
//   NORACE_UNSAFE_SHARED("why") ++counter;           a statement, to its last line
//   #pragma norace unsafe_shared push("why")         all that follows
//   #pragma norace unsafe_shared pop                 up to here
//
// The macro stands for `#pragma norace unsafe_shared("why")`, on whose line a reader finds it;
// where the statement behind it ends is read from the text, as both compilers are past it by then.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace norace::plugin {

// The last line, from 1, of the statement or declaration that follows the mark on this line.
unsigned last_line_marked(std::string_view text, unsigned line);

// Do a pragma's words, from this one on, say why: ("it is a hint" " only")?
bool is_reason(const std::vector<std::string>& words, std::size_t from);

class AnsweredLines {
 public:
  void add(const std::string& file, unsigned first, unsigned last) {
    lines_[file].emplace_back(first, last);
  }
  void push(const std::string& file, unsigned line) { open_[file].push_back(line); }
  // False where nothing is open.
  bool pop(const std::string& file, unsigned line) {
    std::vector<unsigned>& open = open_[file];
    if (open.empty()) return false;
    add(file, open.back(), line);
    open.pop_back();
    return true;
  }
  bool covers(const std::string& file, unsigned line) const;

 private:
  std::map<std::string, std::vector<std::pair<unsigned, unsigned>>> lines_;
  std::map<std::string, std::vector<unsigned>> open_;  // to the file's end, if nothing closes them
};

}  // namespace norace::plugin
