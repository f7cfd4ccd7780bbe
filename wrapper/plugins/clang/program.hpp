// What the user's own functions mention and call, and which threads come there.
//
// A thread is std::thread, std::jthread, std::async or anything named spawn; it reaches what its
// function uses, directly or through functions of this file. A closure counts as called where it
// stands.
#pragma once

#include <clang/AST/Decl.h>
#include <clang/AST/DeclCXX.h>
#include <clang/Basic/SourceLocation.h>
#include <clang/Basic/SourceManager.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace norace::plugin {

struct Uses {
  std::vector<clang::SourceLocation> places;   // in the order of the file, each once
  std::vector<clang::SourceLocation> threads;  // started here, and they reach a use
};

// A call that changes what every thread can reach, although no variable of the user's is named.
struct HiddenUse {
  clang::SourceLocation place;
  std::string name;
  std::string instead;
  clang::SourceLocation thread;  // started here; it comes there, or to what is changed
};

class Program {
 public:
  Program(const clang::SourceManager& sources, const std::vector<clang::Decl*>& declarations);

  // `variable` is a canonical declaration.
  Uses uses_of(const clang::VarDecl* variable) const;
  // In the order of the file, one for each line and name. A function that holds a lock or is
  // answered for, and all that is only called by such functions, is passed over.
  std::vector<HiddenUse> hidden_uses() const;
  // A thread that a static's initialiser starts, and the first of `late` that it uses.
  struct EarlyThread {
    const clang::VarDecl* starter;
    const clang::VarDecl* used;
    clang::SourceLocation place;  // of the use
  };
  // Where a static's initialiser starts a thread that uses a static which may not be initialised
  // yet: one that is initialised when the program runs, and later than the starter, or elsewhere.
  std::vector<EarlyThread> early_threads() const;

 private:
  friend class ProgramReader;
  using Function = const clang::FunctionDecl*;
  struct Body {
    std::set<Function> calls;
    bool locks = false;  // or is answered for
    std::vector<clang::SourceLocation> joins;
  };
  struct Mention {
    const clang::ValueDecl* what;  // a variable of static storage, or a function with hidden state
    clang::SourceLocation place;
    Function function;  // null: at namespace scope
  };
  struct Change {
    std::string name;
    std::string instead;
    clang::SourceLocation place;
    Function function;
  };
  struct Start {
    clang::SourceLocation place;
    std::vector<Function> runs;
    Function function;
    const clang::VarDecl* initialises;  // a static; else null
  };

  std::set<Function> reached_by(const Start& start, bool through_locks) const;
  bool is_before(clang::SourceLocation a, clang::SourceLocation b) const;
  void put_in_order(std::vector<clang::SourceLocation>& places) const;
  void add_environment_uses(std::vector<HiddenUse>& uses) const;
  void add_unsynchronised(std::vector<HiddenUse>& uses) const;

  const clang::SourceManager& sources_;
  std::map<Function, Body> bodies_;
  std::vector<Mention> mentions_;
  std::vector<Change> changes_;
  std::vector<Start> starts_;
  std::vector<clang::SourceLocation> unsynchronised_;  // calls of sync_with_stdio(false)
};

// Where an object of this class is first handed to the library, in the user's own code; invalid
// where it is not.
clang::SourceLocation find_handing_over(const clang::SourceManager& sources,
                                        const std::vector<clang::Decl*>& declarations,
                                        const clang::CXXRecordDecl& closure);

}  // namespace norace::plugin
