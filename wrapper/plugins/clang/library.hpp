// Asks the library, as the translation unit at hand includes it, about a class.
//
// Promise: instantiates norace::detail::StaticAnswer<T>, so that unsafe_sync<T> and everything else
// that a program says of its types counts. A file that includes none of norace's headers has
// nothing to say: then the same tables (static_rule.hpp) are read by the class's name.
//
// Only at the end of the translation unit: nothing that the program itself instantiates may see a
// type earlier than without the plugin.
#pragma once

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/Sema/Sema.h>

#include <map>
#include <string>
#include <vector>

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
  explicit Library(clang::Sema& sema);

  bool knows_captures() const { return capture_answer_ != nullptr; }
  // The closures that the library leaves to the plugin.
  std::vector<clang::QualType> closures_to_judge() const;
  // `type` is canonical, without const.
  detail::InCapture in_capture(clang::QualType type);

  // `type` is canonical, a class, without const.
  Knowledge answer(clang::QualType type);

 private:
  bool is_vouched(clang::QualType type);
  Knowledge instantiate(clang::QualType type);
  // The static members' values of a class template's specialisation for `type`.
  std::vector<long> read(clang::ClassTemplateDecl* what, clang::QualType type,
                         std::initializer_list<const char*> members);

  clang::Sema& sema_;
  clang::ClassTemplateDecl* static_answer_;  // null where the headers are not included
  clang::ClassTemplateDecl* static_vouch_;
  clang::ClassTemplateDecl* capture_answer_;
  clang::ClassTemplateDecl* judged_by_plugin_;
  std::map<void*, Knowledge> known_;
};

// "vector" for std::vector<int>, "chrono::duration" likewise, "" for what is not of namespace std.
std::string name_after_std(const clang::CXXRecordDecl& record);

}  // namespace norace::plugin
