#include "variables.hpp"

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/RecursiveASTVisitor.h>

namespace norace::plugin {

namespace {

class StaticFinder : public clang::RecursiveASTVisitor<StaticFinder> {
 public:
  StaticFinder(const clang::SourceManager& sources, std::vector<clang::VarDecl*>& found)
      : sources_(sources), found_(found) {}

  static bool shouldVisitTemplateInstantiations() { return true; }
  static bool shouldVisitImplicitCode() { return false; }
  static bool shouldWalkTypesOfTypeLocs() { return false; }
  // Nothing inside a type's spelling or a system header's namespace declares what we look for.
  static bool TraverseTypeLoc(clang::TypeLoc, bool = true) { return true; }

  bool TraverseDecl(clang::Decl* declaration) {
    if (declaration == nullptr || declaration->isInvalidDecl()) return true;
    const clang::SourceLocation place = declaration->getLocation();
    if (place.isValid() && sources_.isInSystemHeader(sources_.getExpansionLoc(place))) return true;
    // A static anonymous union is implicit, and a variable all the same.
    if (auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration);
        variable != nullptr && variable->isImplicit() && is_anonymous(*variable))
      return VisitVarDecl(variable);
    return RecursiveASTVisitor::TraverseDecl(declaration);
  }

  bool VisitVarDecl(clang::VarDecl* variable) {
    if (variable->hasGlobalStorage() && variable->getTLSKind() == clang::VarDecl::TLS_None &&
        !variable->isTemplated() && !variable->getType()->isDependentType() &&
        is_own(sources_, variable->getLocation()))
      found_.push_back(variable);
    return true;
  }

 private:
  static bool is_anonymous(const clang::VarDecl& variable) {
    const auto* record = variable.getType()->getAsCXXRecordDecl();
    return record != nullptr && record->isAnonymousStructOrUnion();
  }

  const clang::SourceManager& sources_;
  std::vector<clang::VarDecl*>& found_;
};

}  // namespace

bool is_own(const clang::SourceManager& sources, clang::SourceLocation place) {
  if (place.isInvalid()) return false;
  if (sources.isInSystemHeader(sources.getExpansionLoc(place))) return false;
  return !sources.isInSystemMacro(place);
}

std::vector<clang::VarDecl*> find_statics(const clang::SourceManager& sources,
                                          const std::vector<clang::Decl*>& declarations) {
  std::vector<clang::VarDecl*> found;
  StaticFinder finder(sources, found);
  // By index: what a precompiled header holds is read as it is walked over, and added meanwhile.
  for (std::size_t i = 0; i < declarations.size(); ++i) finder.TraverseDecl(declarations[i]);
  return found;
}

}  // namespace norace::plugin
