// What a command line and a file's pragmas ask of the plugin: Clang's side of shared/settings.hpp.
#pragma once

#include <clang/Basic/SourceManager.h>
#include <clang/Frontend/CompilerInstance.h>

#include <memory>
#include <optional>
#include <string>

#include "answered_lines.hpp"
#include "settings.hpp"

namespace norace::plugin {

class ClangCommandLine {
 public:
  explicit ClangCommandLine(clang::CompilerInstance& compiler) : compiler_(compiler) {}

  std::optional<std::string> macro(const char* name) const;
  void mistake(const std::string& file, unsigned line, const std::string& text) const;
  void depends_on(const std::string& file) const;

 private:
  clang::CompilerInstance& compiler_;
};

// NORACE_UNSAFE_SHARED and `#pragma norace unsafe_shared`; once, before a file is read.
void register_pragmas(clang::CompilerInstance& compiler,
                      const std::shared_ptr<AnsweredLines>& answered);
bool is_answered_for_at(const clang::SourceManager& sources, const AnsweredLines& answered,
                        clang::SourceLocation place);

// As it is spelled on the command line or in an include.
std::string file_of(const clang::SourceManager& sources, clang::SourceLocation place);

}  // namespace norace::plugin
