// Which borrows a function's own code breaks: rustc's rules for what is lent, moved and referred
// to, as far as they concern this library.
//
// A loan is alive while what holds it may still be used: on some path, before it holds something
// else. Two paths that a condition parts are not taken together where the condition is asked again
// and has not changed. Reports need one known object: what may be one of several is passed over.
#pragma once

#include <string>
#include <vector>

#include "borrow_graph.hpp"

namespace norace::plugin {

struct BorrowReport {
  enum class Kind : unsigned char {
    UsedAfterMove,     // E0382
    ExclusiveTwice,    // E0499
    SharedExclusive,   // E0502
    ReadWhileLent,     // E0503
    MovedWhileLent,    // E0505
    WrittenWhileLent,  // E0506
    Returned,          // E0515
    Escapes,           // E0521
    Outlives,          // E0597
    LentOutlives,      // E0597: a scope's thread
    Temporary,         // E0716
    HeldAsleep,        // E0277: a guard, where a coroutine is suspended
  };
  Kind kind = Kind::Outlives;
  std::string name;       // of the object that is borrowed, or moved; "" where it has none
  unsigned place = 0;     // of the error
  unsigned borrowed = 0;  // where the loan was made; UsedAfterMove: where it was moved
  unsigned ended = 0;     // where the object ends, for errors that stand at the loan
  unsigned used = 0;      // where the loan is used later; 0: by a thread that runs on
};

// In the order of the source. Nothing where the function cannot be followed to its end.
std::vector<BorrowReport> check_borrows(const BorrowGraph& graph);

}  // namespace norace::plugin
