#include "form_reader.hpp"

#include <cctype>
#include <cstddef>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <utility>
#include <vector>

namespace norace::plugin {

namespace {

struct Item {
  std::string word;  // empty: a list
  std::vector<Item> items{};
  unsigned line = 0;
};

class Text {
 public:
  explicit Text(std::string_view text) : text_(text) {}

  std::vector<Item> read() {
    std::vector<Item> all;
    for (skip(); at_ < text_.size(); skip()) all.push_back(item());
    return all;
  }

 private:
  void skip() {
    for (; at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0; ++at_)
      line_ += text_[at_] == '\n' ? 1U : 0U;
  }
  Item item() {
    Item made{{}, {}, line_};
    if (text_[at_] != '(') {
      const std::size_t end = text_.find_first_of(" ()\n", at_);
      made.word = text_.substr(at_, end - at_);
      at_ = end;
      return made;
    }
    ++at_;
    for (skip(); at_ < text_.size() && text_[at_] != ')'; skip()) made.items.push_back(item());
    if (at_ == text_.size()) throw std::invalid_argument("a bracket is not closed");
    ++at_;
    return made;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  unsigned line_ = 1;
};

class FormReader {
 public:
  Form read(std::string_view text) {
    const std::vector<Item> all = Text(text).read();
    for (const Item& each : all)
      if (each.items.at(0).word == "function") {
        functions_[each.items.at(1).word] = static_cast<int>(form_.functions.size());
        form_.functions.push_back({});
        form_.functions.back().name = each.items[1].word;
        form_.functions.back().place = each.line;
      }
    for (const Item& each : all)
      if (each.items[0].word == "variable")
        declare(each.items.at(1).word, each.items.at(2).word);
      else
        function(each);
    return std::move(form_);
  }

 private:
  void declare(const std::string& name, const std::string& what) {
    FormVariable& made = form_.variables[static_cast<std::size_t>(variable(name))];
    if (what == "static")
      made.is_static = true;
    else if (what == "reference")
      made.is_reference = true;
    else
      made.type = class_of(what);
  }
  int class_of(const std::string& name) {
    const auto [at, is_new] = classes_.try_emplace(name, static_cast<int>(form_.classes.size()));
    if (is_new) form_.classes.push_back({name, {}, -1, -1, {}});
    return at->second;
  }
  int variable(const std::string& name) {
    const std::string key = name == "this" ? owner_ + "::this" : name;
    const auto [at, is_new] = variables_.try_emplace(key, static_cast<int>(form_.variables.size()));
    if (is_new) {
      FormVariable& made = form_.variables.emplace_back();
      made.name = name;
      made.place = 1000 + static_cast<unsigned>(at->second);
    }
    return at->second;
  }
  int field(const std::string& name) {
    const auto [at, is_new] = fields_.try_emplace(name, static_cast<int>(form_.fields.size()));
    if (is_new) form_.fields.push_back({name, 2000 + static_cast<unsigned>(at->second)});
    return at->second;
  }

  void function(const Item& item) {
    owner_ = item.items[1].word;
    FormFunction& made = form_.functions[static_cast<std::size_t>(functions_[owner_])];
    std::vector<int> parameters;
    for (const Item& each : item.items.at(2).items) parameters.push_back(variable(each.word));
    made.parameters = std::move(parameters);
    const Node* body = node(item.items.at(3));
    form_.functions[static_cast<std::size_t>(functions_[owner_])].body = body;
  }

  const Node* node(const Item& item) {
    if (item.word.empty() && item.items.empty()) return nullptr;
    if (!item.word.empty()) return word(item);
    const std::string& op = item.items[0].word;
    if (op == "call") return call(item);
    if (op == "closure") return closure(item);
    static const std::map<std::string, Op> ops{
        {"unknown", Op::Unknown}, {"read", Op::Read},         {"pointer", Op::Read},
        {"write", Op::Write},     {"change", Op::Change},     {"invoke", Op::Invoke},
        {"choice", Op::Choice},   {"sequence", Op::Sequence}, {"block", Op::Block},
        {"full", Op::Full},       {"loop", Op::Loop},         {"element", Op::Element},
        {"return", Op::Return},   {"break", Op::Break},       {"declare", Op::Declare},
        {"member", Op::Member},   {"leave", Op::Leave},       {"suspend", Op::Suspend}};
    Node* made = form_.add(ops.at(op), item.line);
    made->is_pointer = op == "pointer";
    std::size_t first = 1;
    std::size_t behind = item.items.size();
    if (op == "declare") made->variable = variable(item.items.at(first++).word);
    if (op == "member") made->field = field(item.items.at(--behind).word);
    for (std::size_t i = first; i < behind; ++i) made->parts.push_back(node(item.items[i]));
    return made;
  }
  const Node* word(const Item& item) {
    const bool is_number = std::isdigit(static_cast<unsigned char>(item.word[0])) != 0;
    const auto function = functions_.find(item.word);
    Node* made = form_.add(is_number                      ? Op::Number
                           : function == functions_.end() ? Op::Variable
                                                          : Op::Function,
                           item.line);
    if (is_number)
      made->number = std::strtoll(item.word.c_str(), nullptr, 10);
    else if (made->op == Op::Function)
      made->function = function->second;
    else
      made->variable = variable(item.word);
    return made;
  }
  const Node* closure(const Item& item) {
    Node* made = form_.add(Op::Closure, item.line);
    made->variable = static_cast<int>(form_.variables.size());
    form_.variables.push_back({});
    made->function = functions_.at(item.items.at(1).word);
    // As compilers name a closure's body.
    form_.functions[static_cast<std::size_t>(made->function)].name = "(lambda)::operator()";
    for (std::size_t i = 2; i < item.items.size(); ++i) {
      made->fields.push_back(field(item.items[i].items.at(0).word));
      made->parts.push_back(node(item.items[i].items.at(1)));
    }
    return made;
  }
  const Node* call(const Item& item) {
    Callee callee;
    callee.name = item.items.at(1).word;
    const std::size_t colons = callee.name.rfind("::");
    const std::string scope = colons == std::string::npos ? "" : callee.name.substr(0, colons);
    const auto own = functions_.find(callee.name);
    callee.function = own == functions_.end() ? -1 : own->second;
    callee.is_system = callee.name.rfind("std::", 0) == 0;
    const std::size_t before = scope.rfind("::");
    callee.is_method = callee.is_system && before != std::string::npos;
    callee.is_constructor =
        callee.is_method && scope.substr(before + 2) == callee.name.substr(colons + 2);
    Node* made = form_.add(Op::Call, item.line);
    for (std::size_t i = 2; i < item.items.size(); ++i) {
      made->parts.push_back(node(item.items[i]));
      if (callee.is_method && i == 2) continue;
      Parameter& parameter = callee.parameters.emplace_back();
      const bool is_value = made->parts.back()->op == Op::Number;
      parameter.passing = is_value ? Passing::Value : Passing::RvalueReference;
    }
    made->callee = static_cast<int>(form_.callees.size());
    form_.callees.push_back(std::move(callee));
    return made;
  }

  Form form_;
  std::string owner_;
  std::map<std::string, int> functions_;
  std::map<std::string, int> variables_;
  std::map<std::string, int> fields_;
  std::map<std::string, int> classes_;
};

}  // namespace

Form read_form(std::string_view text) { return FormReader().read(text); }

}  // namespace norace::plugin
