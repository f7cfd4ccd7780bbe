// What a Form has in numbered lists, found by GCC's declarations: functions, variables, fields,
// classes and callees.
#pragma once

#include "form.hpp"
#include "headers.hpp"

namespace norace::plugin {

// Does it stand in a system header, or is it built into the compiler?
bool is_in_system(tree declared);

class FormEntries {
 public:
  explicit FormEntries(Form& form) : form_(form) {}

  // Each of these makes the entry when it is asked for first.
  int function(tree function);
  int variable(tree declared);
  int field(tree field);
  int callee(tree function);
  // Of a class or an array of one; -1 for others.
  int type(tree type);

  // An object without a name; nothing ends one without a type.
  int nameless(tree type, unsigned place);

  // What Form::callees stand for.
  tree called(int callee) const;

 private:
  static Parameter parameter(tree type);

  Form& form_;
  std::map<tree, int> functions_;
  std::map<tree, int> variables_;
  std::map<tree, int> fields_;
  std::map<tree, int> classes_;
  std::map<tree, int> callees_;
};

}  // namespace norace::plugin
