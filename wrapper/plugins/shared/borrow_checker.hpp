// Follows a BorrowGraph to the end: see borrow_check.hpp. Private to the borrow_*.cpp beside it, a
// file for each kind of question.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "borrow_check.hpp"
#include "borrow_graph.hpp"
#include "borrow_state.hpp"

namespace norace::plugin {

class BorrowChecker {
 public:
  explicit BorrowChecker(const BorrowGraph& graph);
  std::vector<BorrowReport> check();

 private:
  using Kind = BorrowReport::Kind;
  using StepKind = BorrowStep::Kind;
  using State = BorrowState;
  using Statement = BorrowStatement;
  // A block, and what is known of the conditions: a digit each, 0 where nothing is.
  using Node = std::pair<int, unsigned>;
  struct Found {
    int place;
    const HeldLoan* by = nullptr;  // the reference of the user's that leads there
  };
  struct Where {
    unsigned borrowed = 0;
    unsigned ended = 0;
    unsigned used = 0;
  };
  struct Position {
    int block;
    std::size_t statement;
    unsigned known;
  };
  enum class Effect : unsigned char { None, Uses, Ends };

  // -- conditions: borrow_paths.cpp
  void choose_conditions();
  static unsigned weight(unsigned digit);
  static unsigned digit(unsigned known, unsigned which);
  static unsigned with(unsigned known, unsigned which, unsigned value);
  unsigned after(unsigned known, const Statement& statement) const;
  std::vector<Node> next_of(const BorrowBlock& block, unsigned known) const;
  const BorrowBlock& block(int index) const;

  // -- paths: borrow_paths.cpp
  bool settle();
  unsigned run(const Node& node, State& state);

  // -- places: borrow_holders.cpp
  std::vector<Found> resolve(const State& state, int place);
  std::optional<Found> single(const State& state, int place);
  bool is_one_of_several(int place) const;
  bool leads_through(int part, int whole, StepKind kind) const;
  int contents(int part, int whole) const;
  bool is_part(int part, int whole) const;
  const BorrowVariable& variable(int place) const;
  bool is_root(int place) const;
  std::string name_of(int place) const;

  // -- what holders hold: borrow_holders.cpp
  static void erase_inside(const BorrowPlaces& places, State& state, int whole);
  void put(State& state, int holder, std::vector<HeldLoan> loans, const Statement& by);
  void borrow(State& state, const Statement& at);
  bool is_near(int part, int from, int to) const;
  void copy(State& state, const Statement& at, bool adds);
  void follow(State& state, int source, int target, const Statement& at);
  void move(State& state, const Statement& at);
  void forget(State& state, int place);

  // -- the statements: borrow_check.cpp
  void step(State& state, const Statement& at);
  void touch(State& state, const Statement& at);
  void end(State& state, const Statement& at);
  void give_up(State& state, const Statement& at);
  void lend(State& state, const Statement& at);
  void join(State& state, const Statement& at);
  void suspend(State& state, const Statement& at);
  void doubt(State& state, const Statement& at);
  void give_back(State& state, const Statement& at);

  // -- moved: borrow_loans.cpp
  static void give_anew(State& state, const BorrowPlaces& places, int place);
  void give_anew(State& state, int place);
  void ask(State& state, const Statement& at, int place, bool is_taken);

  // -- loans that are broken: borrow_loans.cpp
  bool is_sibling(int holder, int place) const;
  void break_loans(State& state, const Statement& at, int place, bool owned_only, Kind kind);
  void erase_at(State& state, const Statement& at);
  void tell_broken(const State& state, const Statement& at, int place, int holder,
                   const HeldLoan& loan, Kind kind);
  void tell_lent(Kind kind, unsigned place, const LentPlace& lent, const Statement& at,
                 Where where);
  void tell(Kind kind, unsigned place, int of, const Statement& at, Where where);

  // -- what a scope's threads have: borrow_lent.cpp
  bool overlap(int one, int other) const;
  bool is_joined(const LentPlace& lent, const Statement& at) const;
  void meet(State&, const LentPlace& lent, const LentPlace& other);
  void use_lent(State& state, const Statement& at, const Found& found);
  void break_lent(State& state, const Statement& at, const Found& found, Kind kind);

  // -- later uses: borrow_uses.cpp
  std::optional<unsigned> later_use(const State& state, int holder, int loan, bool is_kept);
  Effect effect_on(const Statement& at, int holder, int loan, bool is_alias);
  std::optional<unsigned> use_of(int holder, int loan, bool is_kept, int depth = 0);

  const BorrowGraph& graph_;
  BorrowPlaces places_;
  std::map<int, unsigned> conditions_;
  std::map<int, unsigned> digit_of_variable_;
  std::map<Node, State> states_;
  std::map<int, int> joined_;  // threads, by the statement that joins them among others
  Position here_{};
  long left_ = 0;
  bool gave_up_ = false;    // there is more than can be followed
  bool gave_anew_ = false;  // a reference to the holder that is asked about, to the holder
  bool is_telling_ = false;
  std::vector<std::pair<int, BorrowReport>> reports_;
};

}  // namespace norace::plugin
