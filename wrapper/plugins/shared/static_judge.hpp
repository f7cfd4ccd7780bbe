// May this variable be a static? One judge for both compilers.
//
// Promise: of a variable's declared type, says which row of rule.hpp's table it breaks, if any.
// What a class is known for comes from the library (norace::detail::StaticAnswer, see
// static_rule.hpp); this adds what types cannot see: the members and bases of closed classes, and
// `mutable`.
//
// A class of a system header that the library does not know is trusted when const, as the header's
// own variables are; a class of the user's is looked into. What cannot be seen is refused.
//
// `Compiler` is a view of the compiler's types, cheap to copy:
//
//   Type, Field                          handles; Type compares with ==
//   is_reference, is_pointer, is_array, is_class, is_union, is_function, is_void   of a Type
//   target(Type)                         what a reference, pointer or array is made of
//   is_const, is_volatile, without_cv    of and for a Type; of an array, its elements'
//   is_empty, is_complete, is_system     of a class
//   bases(Type), fields(Type)            ranges of Type and of Field
//   type_of(Field), is_mutable(Field)
//   type_arguments(Type)                 of a class template's specialisation, packs laid flat
//   if_const(Type), if_mutable(Type)     the library's InStatic
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "norace/rule.hpp"
#include "norace/static_rule.hpp"

namespace norace::plugin {

using detail::InStatic;

template <class Compiler>
class StaticJudge {
 public:
  using Type = typename Compiler::Type;
  using Field = typename Compiler::Field;

  // `culprit` is a member that makes a class unfit, where one member does.
  struct Verdict {
    Rule rule = Rule::None;
    std::optional<Field> culprit;
  };

  explicit StaticJudge(Compiler compiler) : compiler_(compiler) {}

  Verdict judge(Type declared) {
    culprit_.reset();
    leads_ = false;
    if (compiler_.is_reference(declared))
      return {target(compiler_.target(declared)) ? Rule::None : Rule::E0133_TARGET, culprit_};
    const Type element = element_of(declared);
    const Type plain = compiler_.without_cv(element);
    if (compiler_.is_const(element)) {
      if (as_const(element)) return {};
      return {leads_ ? Rule::E0133_TARGET : Rule::E0133_SYNC, culprit_};
    }
    if (as_mutable(plain)) return {};
    if (compiler_.is_pointer(plain)) return {Rule::E0133_POINTER, {}};
    if (!compiler_.is_class(plain))
      return {compiler_.is_array(declared) ? Rule::E0133 : Rule::E0133_SCALAR, {}};
    const bool only_const_is_missing = compiler_.if_mutable(plain) == InStatic::Refused &&
                                       compiler_.is_norace(plain) &&
                                       compiler_.if_const(plain) == InStatic::Fine;
    return {only_const_is_missing ? Rule::E0133_CONST : Rule::E0133, {}};
  }

 private:
  Type element_of(Type type) {
    while (compiler_.is_array(type)) type = compiler_.target(type);
    return type;
  }

  // May several threads use a const object of this type?
  bool as_const(Type type) {
    type = element_of(type);
    if (compiler_.is_volatile(type)) return false;
    type = compiler_.without_cv(type);
    if (compiler_.is_reference(type) || compiler_.is_pointer(type)) {
      return target(compiler_.target(type));
    }
    if (!compiler_.is_class(type)) return true;
    if (std::find(open_.begin(), open_.end(), type) != open_.end()) return true;
    open_.push_back(type);
    const bool fine = class_as_const(type);
    open_.pop_back();
    return fine;
  }

  bool class_as_const(Type type) {
    switch (compiler_.if_const(type)) {
      case InStatic::Fine:
        return true;
      case InStatic::Refused:
        return false;
      case InStatic::Arguments:
        return all_of(compiler_.type_arguments(type), [&](Type each) { return as_const(each); });
      case InStatic::Elements:
        return first_argument(type, [&](Type first) { return as_const(first); });
      case InStatic::Target:
        return first_argument(type, [&](Type first) { return target(first); });
      case InStatic::Inside:
        break;
    }
    if (compiler_.is_system(type)) return true;
    if (!compiler_.is_complete(type)) return false;
    if (compiler_.is_empty(type)) return true;
    return all_of(compiler_.bases(type), [&](Type each) { return as_const(each); }) &&
           all_of(compiler_.fields(type), [&](Field each) {
             const Type own = compiler_.type_of(each);
             const bool fine = compiler_.is_mutable(each) ? as_mutable(own) : as_const(own);
             if (!fine && !culprit_) culprit_ = each;
             return fine;
           });
  }

  // May several threads use a non-const object of this type, all of its operations included?
  bool as_mutable(Type type) {
    type = element_of(type);
    if (compiler_.is_reference(type)) return target(compiler_.target(type));
    if (compiler_.is_const(type)) return as_const(type);
    type = compiler_.without_cv(type);
    if (!compiler_.is_class(type)) return false;
    if (std::find(open_.begin(), open_.end(), type) != open_.end()) return true;
    open_.push_back(type);
    const bool fine = class_as_mutable(type);
    open_.pop_back();
    return fine;
  }

  bool class_as_mutable(Type type) {
    switch (compiler_.if_mutable(type)) {
      case InStatic::Fine:
        return true;
      case InStatic::Arguments:
        return all_of(compiler_.type_arguments(type), [&](Type each) { return as_const(each); });
      case InStatic::Elements:
        return first_argument(type, [&](Type first) { return as_mutable(first); });
      case InStatic::Refused:
      case InStatic::Target:
        return compiler_.is_complete(type) && compiler_.is_empty(type);
      case InStatic::Inside:
        break;
    }
    if (!compiler_.is_complete(type)) return false;
    if (compiler_.is_empty(type)) return true;
    if (compiler_.is_system(type) || compiler_.is_union(type)) return false;
    return all_of(compiler_.bases(type), [&](Type each) { return as_mutable(each); }) &&
           all_of(compiler_.fields(type),
                  [&](Field each) { return as_mutable(compiler_.type_of(each)); });
  }

  // May every thread have what a pointer or reference leads to?
  bool target(Type type) {
    type = element_of(type);
    if (compiler_.is_function(type)) return true;
    const bool fine =
        compiler_.is_const(type) ? compiler_.is_void(type) || as_const(type) : as_mutable(type);
    if (!fine) leads_ = true;
    return fine;
  }

  template <class Range, class Predicate>
  static bool all_of(const Range& range, Predicate fine) {
    return std::all_of(range.begin(), range.end(), fine);
  }
  template <class Predicate>
  bool first_argument(Type type, Predicate fine) {
    const auto arguments = compiler_.type_arguments(type);
    return !arguments.empty() && fine(arguments.front());
  }

  Compiler compiler_;
  std::optional<Field> culprit_;
  bool leads_ = false;      // to mutable data, through a pointer or reference
  std::vector<Type> open_;  // classes that are being judged: a recursive one is fine where it meets
};                          // itself, as in traits.hpp

}  // namespace norace::plugin
