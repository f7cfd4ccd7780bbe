#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostic/diagnostic.hpp"
#include "suite/expectation.hpp"

namespace mustfail {

/// A diagnostic or note that an expectation may take.
struct Candidate {
  const Diagnostic* diagnostic = nullptr;
  std::vector<Location> places;  ///< Where it may be expected.
  int owner = -1;                ///< For a note, the candidate that it belongs to.
};

/// What came of pairing: for each expectation how often it was met, for each candidate whether an
/// expectation took it. Both in the order of the arguments.
struct Pairing {
  std::vector<int> found;
  std::vector<bool> taken;
  /// How often a message was read and a place or a candidate looked at: what has to grow no faster
  /// than the arguments.
  std::size_t work = 0;
};

/// Typographic quotes, which GCC prints, as plain ones.
std::string with_plain_quotes(std::string text);

/// Whether a path that a compiler printed is the file that an expectation names.
using SameFile = std::function<bool(const std::string& printed, const std::string& meant)>;

/// Lets each expectation, in order, take the first candidates that fit it and are free, as many as
/// it wants at most. A candidate fits by severity, place and text. Typographic quotes, which GCC
/// prints, are taken for plain ones in both.
///
/// The work grows with the sum of both, not with their product: every message is read once, by one
/// automaton for all texts. `strictness` makes texts whole messages, and keeps a note from being
/// taken when what it belongs to was not.
Pairing pair_up(const std::vector<const Expectation*>& expectations,
                const std::vector<Candidate>& candidates, const SameFile& same_file,
                const Strictness& strictness = {});

}  // namespace mustfail
