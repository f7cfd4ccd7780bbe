// What the objects of a followed body hold, as far as it is known.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "place.hpp"

namespace norace::plugin {

// A mutex that is held. `mutex` is nothing where it is not known which.
struct Held {
  std::optional<Place> mutex;
  bool is_shared = false;
};

struct Value {
  enum class Kind : unsigned char {
    Unknown,
    Number,
    Function,   // `number`: in Form::functions
    Pointer,    // to `place`
    Object,     // what stands at `place`
    Threads,    // a thread's handle; several, where it is one of several handles
    Locks,      // what a guard keeps
    Bound,      // a callable with arguments: see std::bind
    Coroutine,  // `number`: in Form::functions, made with the arguments that are its elements, and
                // waiting to be started
  };
  Kind kind = Kind::Unknown;
  // It depends on what this thread alone was given: another one may be given something else.
  bool is_own = false;
  bool is_wrapped_reference = false;  // Pointer: by std::ref
  bool is_begin = false;              // Pointer: to the first of the elements
  bool is_end = false;                // Pointer: behind the last of them
  bool is_locked = true;              // Locks
  long long number = 0;
  Place place = {};
  std::set<int> threads = {};
  std::vector<Held> locks = {};

  static Value unknown(bool own = false) { return {.kind = Kind::Unknown, .is_own = own}; }
  static Value of_number(long long n) { return {.kind = Kind::Number, .number = n}; }
  static Value function(int index) { return {.kind = Kind::Function, .number = index}; }
  static Value pointer(Place place) { return {.kind = Kind::Pointer, .place = std::move(place)}; }
  static Value handle(std::set<int> of) {
    return {.kind = Kind::Threads, .threads = std::move(of)};
  }
  static Value object(Place place) { return {.kind = Kind::Object, .place = std::move(place)}; }

  bool is(Kind wanted) const { return kind == wanted; }
};

inline bool is_place(const Value& value) {
  return value.is(Value::Kind::Pointer) || value.is(Value::Kind::Object);
}

class Memory {
 public:
  const Value* find(const Place& place) const {
    const auto at = values_.find(place);
    return at == values_.end() ? nullptr : &at->second;
  }

  // What is known of the object's parts is forgotten.
  void put(const Place& place, Value value) {
    forget(place);
    values_.insert_or_assign(place, std::move(value));
  }
  void forget(const Place& whole) {
    auto at = values_.lower_bound(whole);
    while (at != values_.end() && at->first.is_part_of(whole)) at = values_.erase(at);
  }
  void copy(const Place& from, const Place& to) {
    if (from == to) return;
    std::vector<std::pair<Place, Value>> parts;
    for (auto at = values_.lower_bound(from); at != values_.end() && at->first.is_part_of(from);
         ++at) {
      Place place = to;
      const auto begin = at->first.steps.begin() + static_cast<std::ptrdiff_t>(from.steps.size());
      place.steps.insert(place.steps.end(), begin, at->first.steps.end());
      parts.emplace_back(std::move(place), at->second);
    }
    forget(to);
    for (auto& [place, value] : parts) values_.insert_or_assign(place, std::move(value));
  }

  template <class Visit>
  void each_part(const Place& whole, Visit visit) {
    for (auto at = values_.lower_bound(whole); at != values_.end() && at->first.is_part_of(whole);
         ++at)
      visit(at->first, at->second);
  }

  // Where two paths meet: what differs is no longer known, and a handle may be either's.
  void join(const Memory& other) {
    for (auto& [place, value] : values_) {
      const Value* theirs = other.find(place);
      if (theirs == nullptr) {
        if (!value.is(Value::Kind::Threads)) value = Value::unknown(value.is_own);
        continue;
      }
      if (value.is(Value::Kind::Threads) && theirs->is(Value::Kind::Threads)) {
        value.threads.insert(theirs->threads.begin(), theirs->threads.end());
      } else if (!is_same(value, *theirs)) {
        if (theirs->is(Value::Kind::Threads))
          value = *theirs;
        else if (!value.is(Value::Kind::Threads))
          value = Value::unknown(value.is_own || theirs->is_own);
      }
    }
    for (const auto& [place, value] : other.values_) {
      if (values_.count(place) != 0) continue;
      values_.emplace(place, value.is(Value::Kind::Threads) ? value : Value::unknown(value.is_own));
    }
  }

 private:
  static bool is_same(const Value& a, const Value& b) {
    return a.kind == b.kind && a.number == b.number && a.place == b.place &&
           a.threads == b.threads && a.is_locked == b.is_locked &&
           a.is_wrapped_reference == b.is_wrapped_reference;
  }

  std::map<Place, Value> values_;
};

}  // namespace norace::plugin
