// Asks the library, as the translation unit at hand includes it, about a class: the GCC side of
// clang/library.hpp, with the same promise.
#pragma once

#include "headers.hpp"
#include "norace/static_rule.hpp"
#include "norace/traits.hpp"

namespace norace::plugin {

using detail::InStatic;

struct Knowledge {
  InStatic if_const = InStatic::Inside;
  InStatic if_mutable = InStatic::Inside;
};

class Library {
 public:
  Library();

  bool knows_captures() const { return capture_answer_ != NULL_TREE; }
  // The closures that the library leaves to the plugin.
  std::vector<tree> closures_to_judge() const;
  // `type` is without const.
  detail::InCapture in_capture(tree type);

  // `type` is a class, without const.
  Knowledge answer(tree type);

 private:
  bool is_vouched(tree type);
  Knowledge instantiate(tree type);

  tree static_answer_;  // NULL_TREE where the headers are not included
  tree static_vouch_;
  tree capture_answer_;
  tree judged_by_plugin_;
  std::map<tree, Knowledge> known_;
};

}  // namespace norace::plugin
