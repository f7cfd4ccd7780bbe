// Where something stands while a body is followed: an object and the way into it.
#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <utility>
#include <vector>

namespace norace::plugin {

// One step from an object to a part of it, or to what it leads to.
struct Step {
  enum class Kind : unsigned char {
    Self,     // what a class of the library's keeps for itself: a size, a pointer, a lock held
    Member,   // `number`: the field
    Element,  // `number`: the index
    Some,     // an element whose index is not known
    Each,     // every element, one after the other
    Target,   // what a pointer led to before this function was entered
  };
  Kind kind = Kind::Self;
  long long number = 0;

  friend auto operator<=>(const Step&, const Step&) = default;
};

struct Place {
  int object = -1;
  std::vector<Step> steps;

  friend auto operator<=>(const Place&, const Place&) = default;

  Place with(Step step) const {
    Place longer = *this;
    longer.steps.push_back(step);
    return longer;
  }
  Place self() const { return with({Step::Kind::Self, 0}); }
  Place some() const { return with({Step::Kind::Some, 0}); }
  Place member(int field) const { return with({Step::Kind::Member, field}); }

  bool is_part_of(const Place& whole) const {
    return object == whole.object && steps.size() >= whole.steps.size() &&
           std::equal(whole.steps.begin(), whole.steps.end(), steps.begin());
  }
};

inline bool is_element(const Step& step) {
  return step.kind == Step::Kind::Element || step.kind == Step::Kind::Some ||
         step.kind == Step::Kind::Each;
}

// One of several objects, it is not known which.
inline bool is_one_of_several(const Place& place) {
  return std::any_of(place.steps.begin(), place.steps.end(), [](const Step& step) {
    return step.kind == Step::Kind::Some || step.kind == Step::Kind::Each;
  });
}

// Do both name at least one byte in common, for certain?
inline bool surely_overlap(const Place& one, const Place& other) {
  if (one.object != other.object) return false;
  const std::size_t common = std::min(one.steps.size(), other.steps.size());
  for (std::size_t i = 0; i < common; ++i) {
    const Step& a = one.steps[i];
    const Step& b = other.steps[i];
    if (a.kind == Step::Kind::Some || b.kind == Step::Kind::Some) return false;
    const bool each_meets_one = is_element(a) && is_element(b) && a.kind != b.kind;
    if (a != b && !each_meets_one) return false;
  }
  // What a pointer leads to is no part of the pointer.
  const std::vector<Step>& longer = one.steps.size() > common ? one.steps : other.steps;
  return std::none_of(longer.begin() + static_cast<std::ptrdiff_t>(common), longer.end(),
                      [](const Step& step) { return step.kind == Step::Kind::Target; });
}

}  // namespace norace::plugin
