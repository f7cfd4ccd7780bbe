// What the user's own functions mention and call, and which threads come there.
//
// A thread is std::thread, std::jthread, std::async or anything named spawn; it reaches what its
// function uses, directly or through functions of the user's own files. A closure counts as called
// where it stands.
#pragma once

#include "headers.hpp"

namespace norace::plugin {

// As it is declared, without its scope; "(unnamed)" where there is no name.
std::string plain_name(tree declaration);

inline constexpr char kUnsafeStatic[] = "unsafe_static";
// Does [[norace::unsafe_static]] stand at this variable or function?
inline bool is_answered_for(tree declaration) {
  return lookup_attribute(kUnsafeStatic, DECL_ATTRIBUTES(declaration)) != NULL_TREE;
}

struct Uses {
  std::vector<location_t> places;   // in the order of the file, one for each line
  std::vector<location_t> threads;  // started here, and they reach a use
};

// A call that changes what every thread can reach, although no variable of the user's is named.
struct HiddenUse {
  location_t place;
  std::string name;
  std::string instead;
  location_t thread;  // started here; it comes there, or to what is changed
};

// A thread that a static's initialiser starts, and the first static it uses that may not be
// initialised yet.
struct EarlyThread {
  tree starter;
  tree used;
  location_t place;  // of the use
};

class Program {
 public:
  // A static that is initialised when the program runs; in the order of the file.
  void add_initialiser(tree variable, tree initialiser);
  void add_function(tree function);

  Uses uses_of(tree variable) const;
  // In the order of the file, one for each line and name. A function that holds a lock or is
  // answered for, and all that is only called by such functions, is passed over.
  std::vector<HiddenUse> hidden_uses() const;
  // Uses of what is initialised when the program runs, and later than the starter, or elsewhere.
  std::vector<EarlyThread> early_threads() const;

 private:
  friend struct Walk;
  struct Body {
    std::set<tree> calls;
    bool locks = false;  // or is answered for
    std::vector<location_t> joins;
  };
  struct Mention {
    tree what;  // a variable of static storage, or a function with hidden state
    location_t place;
    tree function;  // for an initialiser its variable
  };
  struct Change {
    std::string name;
    std::string instead;
    location_t place;
    tree function;
  };
  struct Start {
    location_t place;
    std::vector<tree> runs;
    tree function;
  };

  std::set<tree> reached_by(const Start& start, bool through_locks) const;
  void add_environment_uses(std::vector<HiddenUse>& uses) const;
  void add_unsynchronised(std::vector<HiddenUse>& uses) const;
  bool may_be_late(tree used, tree starter) const;

  std::map<tree, Body> bodies_;
  std::vector<Mention> mentions_;
  std::vector<Change> changes_;
  std::vector<Start> starts_;
  std::vector<location_t> unsynchronised_;  // calls of sync_with_stdio(false)
  std::vector<tree> initialised_;           // by code that runs, in this order
};

// Where a closure's body, if it is one of `functions`, first names a capture; UNKNOWN_LOCATION if
// not.
location_t find_use_of_capture(const std::vector<tree>& functions, tree closure, tree field);
// Where one of `functions` first hands an object of this class to the library; UNKNOWN_LOCATION
// where none does.
location_t find_handing_over(const std::vector<tree>& functions, tree closure);

}  // namespace norace::plugin
