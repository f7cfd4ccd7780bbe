#include "graph_reader.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace norace::plugin {
namespace {

using StepKind = BorrowStep::Kind;

constexpr std::array kOperations{
    "declare", "end",    "borrow",  "copy",     "add",    "move", "forget", "read",   "write",
    "assign",  "change", "release", "handover", "lend",   "join", "finish", "return", "fetch",
    "learn",   "doubt",  "catch",   "suspend",  "unlock", "lock", "remove", "erase"};

class Reader {
 public:
  BorrowGraph read(std::string_view text) {
    std::istringstream lines{std::string(text)};
    std::string line;
    for (unsigned at = 1; std::getline(lines, line); ++at) {
      std::istringstream words(line);
      std::vector<std::string> all;
      for (std::string word; words >> word;) all.push_back(word);
      if (all.empty()) continue;
      if (all[0] == "block")
        begin(all);
      else
        statement(all, at);
    }
    return std::move(graph_);
  }

 private:
  void begin(const std::vector<std::string>& words) {
    BorrowBlock& added = graph_.blocks.emplace_back();
    for (std::size_t i = 2; i < words.size(); ++i) {
      if (words[i] == "if") {
        const int variable = graph_.places.variable(place(words.at(i + 1)));
        const auto [found, is_new] =
            conditions_.try_emplace(variable, static_cast<int>(graph_.condition_variables.size()));
        if (is_new) graph_.condition_variables.push_back(variable);
        added.condition = found->second;
        break;
      }
      if (words[i] != "->") added.next.push_back(std::stoi(words[i]));
    }
  }

  void statement(const std::vector<std::string>& words, unsigned at) {
    BorrowStatement made;
    const auto* operation = std::find(kOperations.begin(), kOperations.end(), words[0]);
    made.op = static_cast<BorrowOp>(operation - kOperations.begin());
    made.at = at;
    made.order = ++order_;
    for (std::size_t i = 1; i < words.size(); ++i) {
      const std::string& word = words[i];
      if (word == "->")
        made.target = place(words.at(++i));
      else if (word == "exclusive")
        made.kind = BorrowKind::Exclusive;
      else if (word == "loan")
        made.is_loan = true;
      else if (word == "alias")
        made.is_alias = true;
      else if (word == "argument")
        made.is_argument = true;
      else if (word == "address")
        made.is_address = true;
      else if (word == "library")
        made.ends_own = made.is_library = true;
      else if (word == "thread")
        made.thread = std::stoi(words.at(++i));
      else
        made.place = place(word);
    }
    graph_.blocks.back().statements.push_back(made);
  }

  int place(const std::string& text) {
    std::istringstream steps(text);
    std::string step;
    std::getline(steps, step, '.');
    const auto [found, is_new] =
        variables_.try_emplace(step, static_cast<int>(graph_.variables.size()));
    if (is_new) {
      BorrowVariable& added = graph_.variables.emplace_back();
      added.is_own = step[0] != '^';
      added.is_guard = step[0] == '&';
      if (step[0] != '%') added.name = step;
    }
    int made = graph_.places.root(found->second);
    while (std::getline(steps, step, '.')) {
      if (step == "content")
        made = graph_.places.content(made);
      else if (step == "target")
        made = graph_.places.target(made);
      else if (step == "some")
        made = graph_.places.step(made, StepKind::Some);
      else
        made = graph_.places.step(made, StepKind::Field, std::stoi(step));
    }
    return made;
  }

  BorrowGraph graph_;
  std::map<std::string, int> variables_;
  std::map<int, int> conditions_;
  int order_ = 0;
};

}  // namespace

BorrowGraph read_graph(std::string_view text) { return Reader().read(text); }

}  // namespace norace::plugin
