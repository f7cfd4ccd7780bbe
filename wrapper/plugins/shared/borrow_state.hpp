// What is held, moved and lent at one point of a body, on all the paths that lead there.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "borrow_graph.hpp"

namespace norace::plugin {

// One address that a holder may have. Statements are named by BorrowStatement::order.
struct HeldLoan {
  int place = -1;
  const BorrowStatement* origin = nullptr;  // made here; null: it came in with the function
  const BorrowStatement* flow = nullptr;    // came into this holder here
  const BorrowStatement* moved = nullptr;   // what it points into moved here since

  bool is_same(const HeldLoan& other) const {
    return place == other.place && origin == other.origin;
  }
};

// What a scope's thread has.
struct LentPlace {
  int place = -1;
  const BorrowStatement* origin = nullptr;
  const BorrowStatement* lend = nullptr;
  int scope = -1;

  bool is_exclusive() const { return origin->kind == BorrowKind::Exclusive; }
  bool is_same(const LentPlace& other) const {
    return place == other.place && origin == other.origin && lend == other.lend;
  }
};

struct BorrowState {
  // By the holder's place. Holders that are not here have what they came in with.
  std::map<int, std::vector<HeldLoan>> held;
  std::map<int, const BorrowStatement*> moved;  // by what moved it
  std::vector<LentPlace> lent;
  std::set<int> unlocked;     // guards without their locks, on some path
  std::map<int, int> source;  // of a temporary: what moved into it

  // Is anything new?
  bool join(const BorrowState& other) {
    bool is_changed = false;
    for (const auto& [holder, loans] : other.held) {
      const auto [at, is_new] = held.try_emplace(holder);
      is_changed |= is_new;
      for (const HeldLoan& each : loans) is_changed |= add(at->second, each);
    }
    for (const auto& each : other.moved) is_changed |= moved.insert(each).second;
    for (const LentPlace& each : other.lent) is_changed |= add(lent, each);
    for (const int each : other.unlocked) is_changed |= unlocked.insert(each).second;
    source.insert(other.source.begin(), other.source.end());
    return is_changed;
  }

  template <class Loan>
  static bool add(std::vector<Loan>& loans, const Loan& loan) {
    const auto is_it = [&](const Loan& each) { return each.is_same(loan); };
    if (std::any_of(loans.begin(), loans.end(), is_it)) return false;
    loans.push_back(loan);
    return true;
  }
};

}  // namespace norace::plugin
