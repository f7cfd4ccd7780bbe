#include "command_line.hpp"

#include <clang/Basic/FileManager.h>
#include <clang/Lex/PPCallbacks.h>
#include <clang/Lex/Pragma.h>
#include <clang/Lex/Preprocessor.h>

#include <utility>
#include <vector>

namespace norace::plugin {

namespace {

void say_error(clang::DiagnosticsEngine& diagnostics, clang::SourceLocation place,
               const std::string& text) {
  diagnostics.Report(place, diagnostics.getCustomDiagID(clang::DiagnosticsEngine::Error, "%0"))
      << text;
}

class UnsafeShared : public clang::PragmaHandler {
 public:
  explicit UnsafeShared(std::shared_ptr<AnsweredLines> answered)
      : PragmaHandler("norace"), answered_(std::move(answered)) {}

  void HandlePragma(clang::Preprocessor& reader, clang::PragmaIntroducer introducer,
                    clang::Token& first) override {
    std::vector<std::string> words{reader.getSpelling(first)};  // "norace"
    clang::Token token;
    for (reader.LexUnexpandedToken(token); token.isNot(clang::tok::eod);
         reader.LexUnexpandedToken(token))
      words.push_back(reader.getSpelling(token));
    if (words.size() < 2 || words[1] != "unsafe_shared") return;
    const clang::SourceManager& sources = reader.getSourceManager();
    const clang::SourceLocation place = sources.getExpansionLoc(introducer.Loc);
    const std::string file = file_of(sources, place);
    const unsigned line = sources.getExpansionLineNumber(place);
    if (is_reason(words, 2)) {
      const llvm::StringRef text = sources.getBufferData(sources.getFileID(place));
      answered_->add(file, line, last_line_marked({text.data(), text.size()}, line));
    } else if (words.size() > 2 && words[2] == "push" && is_reason(words, 3)) {
      answered_->push(file, line);
    } else if (words.size() != 3 || words[2] != "pop") {
      say_error(reader.getDiagnostics(), place, unsafe_shared_mistake);
    } else if (!answered_->pop(file, line)) {
      say_error(reader.getDiagnostics(), place, unsafe_shared_pop_mistake);
    }
  }

 private:
  std::shared_ptr<AnsweredLines> answered_;
};

}  // namespace

std::string file_of(const clang::SourceManager& sources, clang::SourceLocation place) {
  return sources.getFilename(sources.getExpansionLoc(place)).str();
}

std::optional<std::string> ClangCommandLine::macro(const char* name) const {
  clang::Preprocessor& macros = compiler_.getPreprocessor();
  const clang::MacroInfo* found = macros.getMacroInfo(macros.getIdentifierInfo(name));
  if (found == nullptr) return std::nullopt;
  std::string text;
  for (const clang::Token& each : found->tokens()) {
    if (each.hasLeadingSpace() && !text.empty()) text += ' ';
    text += macros.getSpelling(each);
  }
  return text;
}

void ClangCommandLine::mistake(const std::string& file, unsigned line,
                               const std::string& text) const {
  clang::SourceLocation place;
  clang::SourceManager& sources = compiler_.getSourceManager();
  if (line > 0)
    if (const auto entry = compiler_.getFileManager().getOptionalFileRef(file))
      place = sources.translateLineCol(
          sources.createFileID(*entry, clang::SourceLocation(), clang::SrcMgr::C_User), line, 1);
  say_error(compiler_.getDiagnostics(), place, text);
}

// Clang writes down what was asked for by __has_include.
void ClangCommandLine::depends_on(const std::string& file) const {
  clang::PPCallbacks* const listeners = compiler_.getPreprocessor().getPPCallbacks();
  const auto entry = compiler_.getFileManager().getOptionalFileRef(file);
  if (listeners != nullptr && entry)
    listeners->HasInclude(clang::SourceLocation(), file, false, entry, clang::SrcMgr::C_User);
}

void register_pragmas(clang::CompilerInstance& compiler,
                      const std::shared_ptr<AnsweredLines>& answered) {
  clang::Preprocessor& macros = compiler.getPreprocessor();
  std::string text = macros.getPredefines() + "#define NORACE_PLUGIN 1\n";
  for (std::string each : unsafe_shared_macros) {
    each[each.find('=')] = ' ';
    text += "#define " + each + "\n";
  }
  macros.setPredefines(std::move(text));
  macros.AddPragmaHandler(new UnsafeShared(answered));  // which the preprocessor owns
}

bool is_answered_for_at(const clang::SourceManager& sources, const AnsweredLines& answered,
                        clang::SourceLocation place) {
  return place.isValid() &&
         answered.covers(file_of(sources, place), sources.getExpansionLineNumber(place));
}

}  // namespace norace::plugin
