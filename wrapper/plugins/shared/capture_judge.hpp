// May this closure go to another thread? One judge for both compilers.
//
// Promise: looks at the captures (the members) of a closure one by one, and at the members of
// closed classes in them; each has to own what it holds and be Send, as the library says of its
// type (norace::detail::CaptureAnswer). What cannot be seen into is refused.
//
// `Compiler` is the one of static_judge.hpp, with in_capture(Type): the library's InCapture.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "norace/rule.hpp"
#include "norace/traits.hpp"

namespace norace::plugin {

using detail::InCapture;

template <class Compiler>
class CaptureJudge {
 public:
  using Type = typename Compiler::Type;
  using Field = typename Compiler::Field;

  struct Verdict {
    Rule rule = Rule::None;
    std::optional<Field> capture;  // the first that is wrong
  };

  explicit CaptureJudge(Compiler compiler) : compiler_(compiler) {}

  Verdict judge(Type closure) {
    if (!compiler_.is_complete(closure)) return {Rule::E0373_OPAQUE, {}};
    for (const Type base : compiler_.bases(closure))
      if (const InCapture found = look_at(base); found != InCapture::Fine)
        return {rule_of(found), {}};
    for (const Field each : compiler_.fields(closure))
      if (const InCapture found = look_at(compiler_.type_of(each)); found != InCapture::Fine)
        return {rule_of(found), each};
    return {};
  }

  // What a thread is given beside its closure.
  Rule judge_argument(Type type) {
    switch (look_at(type)) {
      case InCapture::Fine:
        return Rule::None;
      case InCapture::Borrows:
        return Rule::E0521;
      case InCapture::NotSend:
      case InCapture::Unknown:
        break;
    }
    return Rule::E0277_SEND;
  }

 private:
  static Rule rule_of(InCapture found) {
    switch (found) {
      case InCapture::Fine:
        return Rule::None;
      case InCapture::Borrows:
        return Rule::E0373_CAPTURE;
      case InCapture::NotSend:
        return Rule::E0277_SEND;
      case InCapture::Unknown:
        break;
    }
    return Rule::E0373_OPAQUE;
  }

  InCapture look_at(Type type) {
    while (compiler_.is_array(type)) type = compiler_.target(type);
    if (compiler_.is_reference(type)) return InCapture::Borrows;
    type = compiler_.without_cv(type);
    const InCapture known = compiler_.in_capture(type);
    if (known != InCapture::Unknown || !compiler_.is_class(type)) return known;
    if (!compiler_.is_complete(type) || compiler_.is_system(type) || compiler_.is_union(type))
      return known;
    if (std::find(open_.begin(), open_.end(), type) != open_.end()) return InCapture::Fine;
    open_.push_back(type);
    const InCapture found = look_inside(type);
    open_.pop_back();
    return found;
  }

  InCapture look_inside(Type type) {
    for (const Type base : compiler_.bases(type))
      if (const InCapture found = look_at(base); found != InCapture::Fine) return found;
    for (const Field each : compiler_.fields(type))
      if (const InCapture found = look_at(compiler_.type_of(each)); found != InCapture::Fine)
        return found;
    return InCapture::Fine;
  }

  Compiler compiler_;
  std::vector<Type> open_;
};

}  // namespace norace::plugin
