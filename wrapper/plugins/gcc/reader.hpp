// Reads functions and initialisers into a Program, and finds captures and where closures are handed
// over.
#pragma once

#include "headers.hpp"
#include "program.hpp"

namespace norace::plugin {

// As it is declared, without its scope; "(unnamed)" where there is no name.
std::string plain_name(tree declaration);

bool is_in_norace(tree declaration);

inline constexpr char kUnsafeStatic[] = "unsafe_static";
// Does [[norace::unsafe_static]] stand at this variable or function?
inline bool is_answered_for(tree declaration) {
  return lookup_attribute(kUnsafeStatic, DECL_ATTRIBUTES(declaration)) != NULL_TREE;
}

// Of parameters: what form.hpp's Parameter says of threads.
inline constexpr char kStartsThread[] = "starts_thread";
inline constexpr char kBound[] = "lifetimebound";
inline constexpr char kJoined[] = "joined";
inline constexpr char kConcurrent[] = "concurrent";

// GCC's places as Program asks for them. What an initialiser does, its variable does: that is the
// function there.
class GccPlaces {
 public:
  using Function = tree;
  using Variable = tree;
  using Place = location_t;

  static bool is_before(Place a, Place b) {
    return linemap_compare_locations(line_table, a, b) > 0;  // 0: the same
  }
  static bool is_same_line(Place a, Place b) {
    return LOCATION_LINE(a) == LOCATION_LINE(b) && LOCATION_FILE(a) == LOCATION_FILE(b);
  }
  static Place where_it_stands(Place place) {
    return linemap_resolve_location(line_table, place, LRK_MACRO_EXPANSION_POINT, nullptr);
  }
  bool may_be_late(Variable used, Variable starter, Place start) const;

  // By code that runs, in this order.
  std::vector<tree> initialised{};
};

using GccProgram = Program<GccPlaces>;

void read_function(tree function, GccProgram& program);
// Of a static that is initialised when the program runs.
void read_initialiser(tree variable, tree initialiser, GccProgram& program);

// Where a closure's body, if it is one of `functions`, first names a capture; UNKNOWN_LOCATION if
// not.
location_t find_use_of_capture(const std::vector<tree>& functions, tree closure, tree field);
// Where one of `functions` first hands an object of this class to the library; UNKNOWN_LOCATION
// where none does.
location_t find_handing_over(const std::vector<tree>& functions, tree closure);

}  // namespace norace::plugin
