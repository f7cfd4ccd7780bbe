#include "variables.hpp"

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>

#include "own_code.hpp"
#include "scoped_name.hpp"

namespace norace::plugin {

namespace {

class StaticFinder : public OwnCode<StaticFinder> {
 public:
  StaticFinder(const clang::SourceManager& sources, std::vector<clang::VarDecl*>& found)
      : OwnCode(sources), found_(found) {}

  bool TraverseOwn(clang::Decl* declaration) {
    // The library vouches for its own, as on GCC.
    const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(declaration);
    if (space != nullptr && is_norace(*space)) return true;
    // A static anonymous union is implicit, and a variable all the same.
    if (auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration);
        variable != nullptr && variable->isImplicit() && is_anonymous(*variable))
      return VisitVarDecl(variable);
    return OwnCode::TraverseOwn(declaration);
  }

  bool VisitVarDecl(clang::VarDecl* variable) {
    if (variable->hasGlobalStorage() && variable->getTLSKind() == clang::VarDecl::TLS_None &&
        !variable->isTemplated() && !variable->getType()->isDependentType() &&
        !is_norace(*variable->getDeclContext()) && is_own(sources(), variable->getLocation()))
      found_.push_back(variable);
    return true;
  }

 private:
  static bool is_anonymous(const clang::VarDecl& variable) {
    const auto* record = variable.getType()->getAsCXXRecordDecl();
    return record != nullptr && record->isAnonymousStructOrUnion();
  }

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
  StaticFinder(sources, found).walk(declarations);
  return found;
}

}  // namespace norace::plugin
