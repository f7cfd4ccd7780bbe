// Reads a translation unit into a Program, and finds where a closure is handed over.
#pragma once

#include <clang/AST/Decl.h>
#include <clang/AST/DeclCXX.h>
#include <clang/Basic/SourceLocation.h>
#include <clang/Basic/SourceManager.h>

#include <vector>

#include "program.hpp"

namespace norace::plugin {

// Clang's places as Program asks for them. Functions and variables are canonical declarations; null
// is what stands at namespace scope.
class ClangPlaces {
 public:
  using Function = const clang::FunctionDecl*;
  using Variable = const clang::VarDecl*;
  using Place = clang::SourceLocation;

  explicit ClangPlaces(const clang::SourceManager& sources) : sources_(&sources) {}

  bool is_before(Place a, Place b) const {
    return sources_->isBeforeInTranslationUnit(where_it_stands(a), where_it_stands(b));
  }
  bool is_same_line(Place a, Place b) const {
    return sources_->getFileID(a) == sources_->getFileID(b) &&
           sources_->getExpansionLineNumber(a) == sources_->getExpansionLineNumber(b);
  }
  Place where_it_stands(Place place) const { return sources_->getExpansionLoc(place); }
  bool may_be_late(Variable used, Variable starter, Place start) const;

 private:
  const clang::SourceManager* sources_;
};

using ClangProgram = Program<ClangPlaces>;

ClangProgram read_program(const clang::SourceManager& sources,
                          const std::vector<clang::Decl*>& declarations);

// Where an object of this class is first handed to the library, in the user's own code; invalid
// where it is not.
clang::SourceLocation find_handing_over(const clang::SourceManager& sources,
                                        const std::vector<clang::Decl*>& declarations,
                                        const clang::CXXRecordDecl& closure);

}  // namespace norace::plugin
