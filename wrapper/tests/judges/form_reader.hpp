// Makes a Form of text, so that a judge can be tried without a compiler. The text is as
// form_text.hpp prints it, with each function in brackets:
//
//   (function main () (block
//     (declare n 0)
//     (declare t) (call std::thread::thread t (closure body (n n)))
//     (call std::thread::join t)))
//   (function body (this) (change (read (member (read this) n))))
//
// A name is that of a function, else a variable's, one for all functions; `this` is each function's
// own. (variable n: static), (variable n: reference) and (variable n: CLASS) before the functions
// say what one is. A closure's captures are (FIELD VALUE). A callee in std is the system's, and a
// method where a class stands before its name; what it is given, it is given by `&&`, a number by
// value.
#pragma once

#include <string>
#include <string_view>

#include "form.hpp"

namespace norace::plugin {

Form read_form(std::string_view text);

}  // namespace norace::plugin
