// The Clang plugin: E0133, a mutable static that every thread can reach.
//
//   clang++-19 -fplugin=.../norace-clang-19.so -c file.cpp
//
// It looks at the whole translation unit when it has been parsed, and reports at each variable's
// own line (at the first use, where only a declaration is here). docs/plugins.md says what it sees.
#include <clang/AST/Attr.h>
#include <clang/AST/RecursiveASTVisitor.h>
#include <clang/Basic/Version.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendPluginRegistry.h>
#include <clang/Lex/Preprocessor.h>
#include <clang/Sema/ParsedAttr.h>
#include <clang/Sema/Sema.h>
#include <clang/Sema/SemaConsumer.h>
#include <clang/Sema/SemaDiagnostic.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "borrow_message.hpp"
#include "borrows.hpp"
#include "capture_judge.hpp"
#include "command_line.hpp"
#include "form_text.hpp"
#include "handings.hpp"
#include "library.hpp"
#include "lower.hpp"
#include "message.hpp"
#include "reader.hpp"
#include "static_judge.hpp"
#include "types.hpp"
#include "variables.hpp"

namespace norace::plugin {

namespace {

class Consumer : public clang::SemaConsumer {
 public:
  Consumer(clang::CompilerInstance& compiler, std::shared_ptr<AnsweredLines> answered)
      : compiler_(compiler), answered_(std::move(answered)) {}

  void InitializeSema(clang::Sema& sema) override { sema_ = &sema; }
  void ForgetSema() override { sema_ = nullptr; }

  bool HandleTopLevelDecl(clang::DeclGroupRef group) override {
    for (clang::Decl* each : group) {
      if (each != nullptr) add(each);  // null: an enum or a class defined where none may be
    }
    return true;
  }
  void HandleCXXStaticMemberVarInstantiation(clang::VarDecl* variable) override { add(variable); }

  void HandleTranslationUnit(clang::ASTContext& context) override {
    if (sema_ == nullptr || compiler_.getDiagnostics().hasUncompilableErrorOccurred()) return;
    ClangCommandLine command_line(compiler_);
    settings_ = read_settings(command_line);
    if (compiler_.getDiagnostics().hasErrorOccurred()) return;
    Library library(*sema_);
    judge_captures(library);
    say_form(library, context);
    if (declarations_.empty() || is_off("NORACE_UNCHECKED_E0133")) return;
    judge(library, find_statics(compiler_.getSourceManager(), declarations_));
    const ClangProgram program = read_program(compiler_.getSourceManager(), declarations_);
    report(program);
    say_early_threads(program);
    say_hidden(program);
  }

 private:
  // Level strict: of all that a thread gets which may outlive the function, what spawn() asks.
  void judge_handings(Library& library, const Form& form,
                      const std::vector<const clang::FunctionDecl*>& called) {
    if (!library.knows_captures()) {
      emit({}, clang::DiagnosticsEngine::Error, strict_needs_traits);
      return;
    }
    CaptureJudge judge{ClangTypes(*sema_, library)};
    std::set<const clang::CXXRecordDecl*> closures;
    for (const Handing& handing : find_handings(form, settings_.sinks)) {
      const clang::FunctionDecl* callee = called[static_cast<std::size_t>(handing.callee)];
      const auto place = clang::SourceLocation::getFromRawEncoding(handing.place);
      if (callee == nullptr || is_answered_for_at(compiler_.getSourceManager(), *answered_, place))
        continue;
      for (std::size_t i = handing.first; i < handing.behind; ++i) {
        const clang::QualType type = callee->getParamDecl(static_cast<unsigned>(i))
                                         ->getType()
                                         .getNonReferenceType()
                                         .getCanonicalType()
                                         .getUnqualifiedType();
        const clang::CXXRecordDecl* closure = type->getAsCXXRecordDecl();
        if (closure != nullptr && closure->isLambda()) {
          const auto verdict = judge.judge(type);
          const bool is_send = verdict.rule == Rule::E0277_SEND;
          if (verdict.rule != Rule::None && closures.insert(closure).second &&
              !is_off(is_send ? "NORACE_UNCHECKED_E0277" : "NORACE_UNCHECKED_E0373"))
            say_capture(*closure, verdict.rule, verdict.capture ? *verdict.capture : nullptr);
          continue;
        }
        const bool is_code =
            type->isFunctionType() || type->isFunctionPointerType() || type->isMemberPointerType();
        const Rule rule = is_code ? Rule::None : judge.judge_argument(type);
        if (rule != Rule::None &&
            !is_off(rule == Rule::E0521 ? "NORACE_UNCHECKED_E0521" : "NORACE_UNCHECKED_E0277"))
          tell(place, plain_message(rule));
      }
    }
  }

  // What the file's functions do, followed: borrows and threads.
  void say_form(Library& library, const clang::ASTContext& context) {
    if (declarations_.empty()) return;
    std::vector<const clang::FunctionDecl*> called;
    const Form form = lower(context, compiler_.getSourceManager(), declarations_, called);
    if (compiler_.getPreprocessor().isMacroDefined("NORACE_PRINT_FORM"))
      llvm::errs() << FormText(form).text();
    if (is_off("NORACE_UNCHECKED")) return;
    say_borrows(form);
    if (settings_.level == Level::Off || is_off("NORACE_UNCHECKED_N0005")) return;
    if (settings_.level == Level::Strict) judge_handings(library, form, called);
    say_races(form);
  }

  void note(unsigned place, const char* words) {
    emit(clang::SourceLocation::getFromRawEncoding(place), clang::DiagnosticsEngine::Note, words);
  }

  void say_borrows(const Form& form) {
    for (const BorrowReport& each : find_borrows(form)) {
      if (is_off(borrow_switch(each.kind).c_str())) continue;
      const auto place = clang::SourceLocation::getFromRawEncoding(each.place);
      if (!tell(place, borrow_message(each))) continue;
      for (const auto& [where, words] : borrow_notes(each)) note(where, words);
    }
  }

  void say_races(const Form& form) {
    const bool is_strict = settings_.level == Level::Strict;
    const auto is_answered_for = [&](unsigned place) {
      return is_answered_for_at(compiler_.getSourceManager(), *answered_,
                                clang::SourceLocation::getFromRawEncoding(place));
    };
    for (const Race& each : find_races(form, settings_.sinks, is_answered_for)) {
      const bool is_told = is_strict || is_off("NORACE_UNCHECKED_E0373");
      if (each.kind == Race::Kind::Outlived && is_told) continue;
      if (!tell(clang::SourceLocation::getFromRawEncoding(each.place), race_message(each)))
        continue;
      note(each.started, thread_started_note);
      if (each.other != each.place) note(each.other, race_other_note(each));
    }
  }

  struct Report {
    clang::VarDecl* variable;
    Rule rule;
    std::optional<const clang::FieldDecl*> culprit;
  };

  void add(clang::Decl* declaration) {
    const auto& sources = compiler_.getSourceManager();
    const clang::SourceLocation place = declaration->getLocation();
    if (place.isValid() && !sources.isInSystemHeader(sources.getExpansionLoc(place)))
      declarations_.push_back(declaration);
  }

  bool is_off(const char* macro) const {
    auto& macros = compiler_.getPreprocessor();
    return macros.isMacroDefined("NORACE_UNCHECKED") || macros.isMacroDefined(macro);
  }

  void judge_captures(Library& library) {
    CaptureJudge judge{ClangTypes(*sema_, library)};
    for (const clang::QualType closure : library.closures_to_judge()) {
      const auto verdict = judge.judge(closure);
      const bool is_send = verdict.rule == Rule::E0277_SEND;
      if (verdict.rule == Rule::None ||
          is_off(is_send ? "NORACE_UNCHECKED_E0277" : "NORACE_UNCHECKED_E0373"))
        continue;
      say_capture(*closure->getAsCXXRecordDecl(), verdict.rule,
                  verdict.capture ? *verdict.capture : nullptr);
    }
  }

  // Where the captured variable, or this, is named in the closure's body.
  struct UseOfCapture : clang::RecursiveASTVisitor<UseOfCapture> {
    const clang::ValueDecl* variable = nullptr;
    clang::SourceLocation place;

    bool VisitDeclRefExpr(clang::DeclRefExpr* expression) {
      return expression->getDecl() != variable || found(expression->getLocation());
    }
    bool VisitCXXThisExpr(clang::CXXThisExpr* expression) {
      return variable != nullptr || found(expression->getLocation());
    }
    bool found(clang::SourceLocation here) { return place = here, false; }
  };

  void say_capture(const clang::CXXRecordDecl& closure, Rule rule, const clang::FieldDecl* field) {
    std::string name = field == nullptr ? "its base"
                       : is_own(compiler_.getSourceManager(), field->getLocation())
                           ? field->getNameAsString()
                           : bound_argument;
    clang::SourceLocation captured, used;
    if (closure.isLambda() && field != nullptr) {
      const auto* capture = closure.captures_begin() + field->getFieldIndex();
      UseOfCapture use;
      if (capture->capturesVariable()) {
        use.variable = capture->getCapturedVar();
        name = use.variable->getNameAsString();
      } else {
        name = "this";
      }
      use.TraverseStmt(closure.getLambdaCallOperator()->getBody());
      captured = capture->getLocation();
      used = use.place;
    }
    // A function object's class may stand far from the call, and in a system header.
    clang::SourceLocation place = closure.getBeginLoc();
    if (!closure.isLambda()) {
      const auto handed = find_handing_over(compiler_.getSourceManager(), declarations_, closure);
      if (handed.isValid()) place = handed;
    }
    if (!tell(place,
              capture_message(rule, name, field == nullptr ? "" : text_of(field->getType()))))
      return;
    const auto& sources = compiler_.getSourceManager();
    const auto line = [&](clang::SourceLocation place) {
      return sources.getExpansionLineNumber(place);
    };
    if (captured.isValid()) emit(captured, clang::DiagnosticsEngine::Note, capture_note);
    if (captured.isInvalid() && field != nullptr && is_own(sources, field->getLocation()))
      emit(field->getLocation(), clang::DiagnosticsEngine::Note, declared_note);
    if (used.isValid() && (captured.isInvalid() || line(used) != line(captured)))
      emit(used, clang::DiagnosticsEngine::Note, capture_use_note);
  }

  void judge(Library& library, const std::vector<clang::VarDecl*>& variables) {
    StaticJudge judge{ClangTypes(*sema_, library)};
    std::set<clang::SourceLocation> places;
    std::set<const clang::VarDecl*> seen;
    for (clang::VarDecl* each : variables) {
      if (!seen.insert(each).second || is_answered_for(*each)) continue;
      const bool is_defined_here =
          each->isThisDeclarationADefinition() != clang::VarDecl::DeclarationOnly;
      if (!is_defined_here && each->getDefinition() != nullptr) continue;
      const auto verdict = judge.judge(each->getType().getCanonicalType());
      if (verdict.rule == Rule::None || !places.insert(each->getLocation()).second) continue;
      reports_.push_back({each, verdict.rule, verdict.culprit});
    }
    const auto& sources = compiler_.getSourceManager();
    std::stable_sort(reports_.begin(), reports_.end(), [&](const Report& a, const Report& b) {
      return sources.isBeforeInTranslationUnit(a.variable->getLocation(),
                                               b.variable->getLocation());
    });
  }

  void report(const ClangProgram& program) {
    std::set<const clang::VarDecl*> told;
    for (const Report& each : reports_)
      if (told.insert(each.variable->getCanonicalDecl()).second)
        say(each, program.uses_of(each.variable->getCanonicalDecl()));
  }

  void say_hidden(const ClangProgram& program) {
    for (const auto& each : program.hidden_uses()) {
      if (!tell(each.place, hidden_message(each.name, each.instead))) continue;
      emit(each.thread, clang::DiagnosticsEngine::Note, thread_note);
    }
  }
  void say_early_threads(const ClangProgram& program) {
    for (const auto& each : program.early_threads()) {
      if (is_answered_for(*each.starter)) continue;
      if (!tell(each.starter->getLocation(), early_message(name_of(*each.used)))) continue;
      emit(each.place, clang::DiagnosticsEngine::Note, first_use_note);
    }
  }

  void say(const Report& report, const ClangProgram::Uses& uses) {
    const clang::VarDecl& variable = *report.variable;
    const bool is_here = variable.isThisDeclarationADefinition() != clang::VarDecl::DeclarationOnly;
    if (!is_here && uses.places.empty()) return;
    const std::string text =
        message(report.rule, name_of(variable), text_of(variable.getType()),
                text_of(variable.getType().getNonReferenceType().getUnqualifiedType()));
    if (!tell(is_here ? variable.getLocation() : uses.places.front(), text)) return;
    auto use = uses.places.begin();
    if (!is_here) {
      emit(variable.getLocation(), clang::DiagnosticsEngine::Note, declared_note);
      ++use;
    }
    int notes = is_here ? 0 : 1;
    const auto note = [&](clang::SourceLocation place, const std::string& words) {
      if (notes++ < kMostNotes) emit(place, clang::DiagnosticsEngine::Note, words);
    };
    if (report.culprit)
      note((*report.culprit)->getLocation(), culprit_note((*report.culprit)->getNameAsString(),
                                                          text_of((*report.culprit)->getType())));
    if (use != uses.places.end())
      note(*use, use == uses.places.begin() ? first_use_note : next_use_note), ++use;
    if (!uses.threads.empty()) note(uses.threads.front(), thread_note);
    if (use != uses.places.end()) note(*use, next_use_note);
  }

  // As it is written; where `auto` stands, as it is.
  std::string text_of(clang::QualType type) const {
    if (type->getContainedAutoType() != nullptr) type = type.getCanonicalType();
    clang::PrintingPolicy policy = compiler_.getASTContext().getPrintingPolicy();
    policy.SuppressTagKeyword = true;
    policy.AnonymousTagLocations = true;
    return type_text(type.getAsString(policy));
  }

  static std::string name_of(const clang::VarDecl& variable) {
    if (const auto* several = llvm::dyn_cast<clang::DecompositionDecl>(&variable)) {
      std::string names;
      for (const auto* each : several->bindings())
        names += (names.empty() ? "[" : ", ") + each->getNameAsString();
      return names + "]";
    }
    const auto* owner = llvm::dyn_cast<clang::CXXRecordDecl>(variable.getDeclContext());
    const std::string name =
        variable.getDeclName().isEmpty() ? "(unnamed)" : variable.getNameAsString();
    return owner != nullptr && variable.isStaticDataMember() && !owner->getName().empty()
               ? owner->getNameAsString() + "::" + name
               : name;
  }

  // Says it, where no baseline knows it.
  bool tell(clang::SourceLocation place, const std::string& text) {
    if (settings_.baseline.takes(text, file_of(compiler_.getSourceManager(), place))) return false;
    emit(place, clang::DiagnosticsEngine::Error, text);
    return true;
  }

  void emit(clang::SourceLocation place, clang::DiagnosticsEngine::Level level,
            const std::string& words) {
    auto& diagnostics = compiler_.getDiagnostics();
    diagnostics.Report(place,
                       level == clang::DiagnosticsEngine::Error
                           ? diagnostics.getCustomDiagID(clang::DiagnosticsEngine::Error, "%0")
                           : diagnostics.getCustomDiagID(clang::DiagnosticsEngine::Note, "%0"))
        << words;
  }

  static constexpr int kMostNotes = 2;

  clang::CompilerInstance& compiler_;
  std::shared_ptr<AnsweredLines> answered_;
  Settings settings_;
  clang::Sema* sema_ = nullptr;
  std::vector<clang::Decl*> declarations_;  // of the user's own files, in order
  std::vector<Report> reports_;
};

class Action : public clang::PluginASTAction {
 protected:
  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& compiler,
                                                        llvm::StringRef) override {
    auto answered = std::make_shared<AnsweredLines>();
    register_pragmas(compiler, answered);
    return std::make_unique<Consumer>(compiler, std::move(answered));
  }
  bool ParseArgs(const clang::CompilerInstance&, const std::vector<std::string>&) override {
    return true;
  }
  // Before code is generated: a file with errors must not get that far.
  ActionType getActionType() override { return AddBeforeMainAction; }
};

bool refuse(clang::Sema& sema, const clang::ParsedAttr& attribute, const char* applies_to) {
  sema.Diag(attribute.getLoc(), clang::diag::warn_attribute_wrong_decl_type_str)
      << attribute
#if CLANG_VERSION_MAJOR >= 19
      << attribute.isRegularKeywordAttribute()
#endif
      << applies_to;
  return false;
}
clang::ParsedAttrInfo::AttrHandling keep(clang::Sema& sema, clang::Decl* declaration,
                                         const clang::ParsedAttr& attribute, const char* name) {
  declaration->addAttr(
      clang::AnnotateAttr::Create(sema.getASTContext(), name, nullptr, 0, attribute));
  return clang::ParsedAttrInfo::AttributeApplied;
}

struct UnsafeStatic : clang::ParsedAttrInfo {
  UnsafeStatic() {
    OptArgs =
        1;  // the reason; Clang skips the arguments of attributes that it does not know itself
    static constexpr Spelling spellings[] = {{clang::ParsedAttr::AS_CXX11, kUnsafeStatic}};
    Spellings = spellings;
  }
  bool diagAppertainsToDecl(clang::Sema& sema, const clang::ParsedAttr& attribute,
                            const clang::Decl* declaration) const override {
    return llvm::isa<clang::VarDecl, clang::FunctionDecl>(declaration) ||
           refuse(sema, attribute, "variables and functions");
  }
  AttrHandling handleDeclAttribute(clang::Sema& sema, clang::Decl* declaration,
                                   const clang::ParsedAttr& attribute) const override {
    return keep(sema, declaration, attribute, kUnsafeStatic);
  }
};

// Of a parameter that is called on another thread: see form.hpp. (Three names and no arguments, as
// Clang skips the arguments of attributes that it does not know itself.)
template <const char* Name>
struct OfParameter : clang::ParsedAttrInfo {
  OfParameter() {
    static constexpr Spelling spellings[] = {{clang::ParsedAttr::AS_CXX11, Name}};
    Spellings = spellings;
  }
  bool diagAppertainsToDecl(clang::Sema& sema, const clang::ParsedAttr& attribute,
                            const clang::Decl* declaration) const override {
    return llvm::isa<clang::ParmVarDecl>(declaration) || refuse(sema, attribute, "parameters");
  }
  AttrHandling handleDeclAttribute(clang::Sema& sema, clang::Decl* declaration,
                                   const clang::ParsedAttr& attribute) const override {
    return keep(sema, declaration, attribute, Name);
  }
};

const clang::FrontendPluginRegistry::Add<Action> action("norace",
                                                        "rejects statics that can race (E0133)");
const clang::ParsedAttrInfoRegistry::Add<UnsafeStatic> attribute(kUnsafeStatic, "");
const clang::ParsedAttrInfoRegistry::Add<OfParameter<kStartsThread>> starts_thread(kStartsThread,
                                                                                   "");
const clang::ParsedAttrInfoRegistry::Add<OfParameter<kJoined>> joined(kJoined, "");
const clang::ParsedAttrInfoRegistry::Add<OfParameter<kConcurrent>> concurrent(kConcurrent, "");

}  // namespace

}  // namespace norace::plugin
