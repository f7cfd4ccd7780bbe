// A function's body as the borrow checker reads it: what rustc's MIR is for its own.
//
// Blocks of statements on places, and edges between them. A **place** is a variable and the way
// into it: a field, an element, what it owns (`content`: a guard's data, a vector's elements), what
// it points at (`target`). A **holder** is a place that holds addresses: a pointer, a reference, an
// iterator, a guard, a closure. The lowering makes a graph of a Form; borrow_check.hpp judges it;
// wrapper/tests/judges/graph_reader.hpp reads one from text.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace norace::plugin {

struct BorrowStep {
  enum class Kind : unsigned char {
    Root,
    Field,    // `number`: the field
    Index,    // `number`: the element
    Some,     // an element, it is not known which
    Content,  // what it owns: it moves with its owner, and ends with it
    Target,   // what it points at, and does not own
  };
  Kind kind = Kind::Root;
  int number = 0;
};

// Every place once, so that an int stands for it.
class BorrowPlaces {
 public:
  int root(int variable) { return find({-1, variable, BorrowStep::Kind::Root, 0}); }
  int step(int place, BorrowStep step) {
    return find({place, variable(place), step.kind, step.number});
  }
  int step(int place, BorrowStep::Kind kind, int number = 0) {
    return step(place, BorrowStep{kind, number});
  }
  int content(int place) { return step(place, BorrowStep::Kind::Content); }
  int target(int place) { return step(place, BorrowStep::Kind::Target); }

  int parent(int place) const { return at(place).parent; }
  int variable(int place) const { return at(place).variable; }
  BorrowStep step_of(int place) const { return {at(place).kind, at(place).number}; }
  std::size_t size() const { return entries_.size(); }

  bool is_inside(int place, int whole) const {
    for (; place >= 0; place = parent(place))
      if (place == whole) return true;
    return false;
  }
  // Steps from the root to the place.
  std::size_t depth(int place) const {
    std::size_t count = 0;
    for (; parent(place) >= 0; place = parent(place)) ++count;
    return count;
  }
  // From the root to the place.
  std::vector<BorrowStep> steps(int place) const {
    std::vector<BorrowStep> all;
    for (; parent(place) >= 0; place = parent(place)) all.insert(all.begin(), step_of(place));
    return all;
  }
  // The same part of another whole.
  int moved(int place, int from, int to) {
    return place == from ? to : step(moved(parent(place), from, to), step_of(place));
  }

 private:
  struct Entry {
    int parent;
    int variable;
    BorrowStep::Kind kind;
    int number;
    friend bool operator<(const Entry& a, const Entry& b) {
      return std::tie(a.parent, a.variable, a.kind, a.number) <
             std::tie(b.parent, b.variable, b.kind, b.number);
    }
  };
  const Entry& at(int place) const { return entries_[static_cast<std::size_t>(place)]; }
  int find(const Entry& entry) {
    const auto [found, is_new] = index_.try_emplace(entry, static_cast<int>(entries_.size()));
    if (is_new) entries_.push_back(entry);
    return found->second;
  }

  std::map<Entry, int> index_;
  std::vector<Entry> entries_;
};

enum class BorrowOp : unsigned char {
  Declare,   // `place`, a variable, begins and holds nothing
  End,       // `place`, a variable, ends; what it holds is used where its destructor does so
  Borrow,    // `target` holds the address of `place`
  Copy,      // `target` holds what `place` holds
  Add,       // `target` holds what `place` holds, beside what it held
  Move,      // Copy, and who points into what `place` owns points into what `target` owns
  Forget,    // what `target` holds is not known
  Read,      // the object is looked at
  Write,     // the object is changed, and what it owns stays where it is
  Assign,    // it gets another value, and what it owned ends
  Change,    // what it owns may be elsewhere afterwards, or gone
  Release,   // the guard or owner lets go of what it has
  HandOver,  // it goes away: to a thread, a channel, a lock, a function that ends it
  Lend,      // what `place` holds is lent to the threads of the scope `target`
  Join,      // the thread whose handle is `place` ends
  Finish,    // the threads of the scope `place` end
  Return,    // `place` is the result: by its address, or the object itself
  Fetch,     // `place` is wanted, and nothing is done to it
  Learn,     // the condition's variable `place` is known here: true where `kind` is Exclusive
  Doubt,     // the program asks `place` whether it has anything
  Catch,     // a handler begins: whether `place` was given anew in front of it is not certain; with
             // no place, what is lent; with `is_whole`, nothing that moved
  Suspend,  // the coroutine may sleep here and wake in another thread; `place`: a guard that it has
  Unlock,   // the guard `place` has no lock from here on
  Lock,     // and has it again
  Remove,   // the element `place` goes, and nobody refers to it any more
  Erase,    // the element goes that `place`, an iterator, stands at; `target`: its container
};

enum class BorrowKind : unsigned char { Shared, Exclusive };

struct BorrowStatement {
  BorrowOp op = BorrowOp::Fetch;
  BorrowKind kind = BorrowKind::Shared;
  bool is_loan = false;      // Borrow: by borrow() or borrow_mut(), for a scope's threads
  bool is_chunk = false;     // Borrow: of parts that do not overlap
  bool is_argument = false;  // Read, Write: by a function that is called with it; Move: by swap()
  bool is_whole = false;     // Read: with all that it owns
  bool only_asks = false;    // Read: how much there is, and not what
  bool is_alias = false;     // Borrow: into a reference or pointer that the user names
  bool is_address = false;   // Return: by reference or pointer
  bool ends_own = false;    // Move, HandOver, Release, Join: not to be used before it is given anew
  bool is_library = false;  // ... and not even asked
  bool is_inlined = false;  // of a function that is called; `at` is the call
  int place = -1;
  int target = -1;
  int thread = -1;  // Lend, and the Borrow that makes its handle
  int order = 0;    // in the order of the source
  unsigned at = 0;  // the compiler's, raw
};

struct BorrowVariable {
  std::string name;  // "" for an object without one
  unsigned place = 0;
  bool is_own = false;      // its storage ends with the function
  bool is_guard = false;    // its end uses what it holds
  bool is_lock = false;     // what with() or scope() has while its closure runs
  bool is_inlined = false;  // of a function that is called
};

struct BorrowBlock {
  std::vector<BorrowStatement> statements;
  std::vector<int> next;
  // A condition that is asked in several blocks: the first edge is taken where it is true, the
  // second where not. -1: none.
  int condition = -1;
};

struct BorrowGraph {
  BorrowPlaces places;
  std::vector<BorrowVariable> variables;
  std::vector<BorrowBlock> blocks;       // the first is the entry
  std::vector<int> condition_variables;  // whose new value makes the condition another one
  std::map<int, std::string> fields;     // the names of those that have one
};

}  // namespace norace::plugin
