// Finds the variables of static storage duration that a translation unit's own files declare.
//
// Promise: definitions and mere declarations, at namespace scope, in classes, in functions, and in
// instantiations of templates; none that is thread_local, that comes from a system header (or out
// of the body of one's macro, as GoogleTest's registrars do), or that the compiler made up.
#pragma once

#include <clang/AST/Attr.h>
#include <clang/AST/Decl.h>
#include <clang/AST/DeclGroup.h>
#include <clang/Basic/SourceManager.h>

#include <vector>

namespace norace::plugin {

inline constexpr char kUnsafeStatic[] = "norace::unsafe_static";

// Of parameters: what form.hpp's Parameter says of threads.
inline constexpr char kStartsThread[] = "norace::starts_thread";
inline constexpr char kJoined[] = "norace::joined";
inline constexpr char kConcurrent[] = "norace::concurrent";

// Does [[norace::unsafe_static]] stand at this variable or function?
template <class Declaration>
bool is_answered_for(const Declaration& declaration) {
  for (const clang::Decl* each : declaration.redecls())
    for (const auto* note : each->template specific_attrs<clang::AnnotateAttr>())
      if (note->getAnnotation() == kUnsafeStatic) return true;
  return false;
}

// Is this place the user's own?
bool is_own(const clang::SourceManager& sources, clang::SourceLocation place);

// `declarations` may grow while they are walked over; what is added is looked at as well.
std::vector<clang::VarDecl*> find_statics(const clang::SourceManager& sources,
                                          const std::vector<clang::Decl*>& declarations);

}  // namespace norace::plugin
