// Where variables are used, and from which threads: asked only when there is something to report.
#pragma once

#include <clang/AST/Decl.h>
#include <clang/Basic/SourceLocation.h>
#include <clang/Basic/SourceManager.h>

#include <map>
#include <set>
#include <vector>

namespace norace::plugin {

struct Uses {
  std::vector<clang::SourceLocation> places;   // in the order of the file, each once
  std::vector<clang::SourceLocation> threads;  // started here, and they reach a use
};

// `wanted` are canonical declarations. A thread is std::thread, std::jthread, std::async or
// anything named spawn; it reaches what its function uses, directly or through functions of this
// file.
std::map<const clang::VarDecl*, Uses> find_uses(const clang::SourceManager& sources,
                                                const std::vector<clang::Decl*>& declarations,
                                                const std::set<const clang::VarDecl*>& wanted);

}  // namespace norace::plugin
