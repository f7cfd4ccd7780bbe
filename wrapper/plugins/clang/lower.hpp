// Reads a translation unit into a Form.
#pragma once

#include <clang/AST/ASTContext.h>
#include <clang/AST/Decl.h>
#include <clang/AST/DeclBase.h>
#include <clang/Basic/SourceManager.h>

#include <vector>

#include "form.hpp"

namespace norace::plugin {

// Puts all that the user's own files define into a Form: what namespace norace holds is left out,
// and a template counts as what is made of it. `called` gets what Form::callees stand for; null for
// what is built into the compiler.
Form lower(const clang::ASTContext& context, const clang::SourceManager& sources,
           const std::vector<clang::Decl*>& declarations,
           std::vector<const clang::FunctionDecl*>& called);

}  // namespace norace::plugin
