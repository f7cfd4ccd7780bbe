// Graphs that no program has, for tests of what no answer is expected of.
#pragma once

#include <random>

#include "borrow_graph.hpp"

namespace norace::plugin {

// Up to six variables and five blocks of up to seven statements, each of any kind, on any place
// that is up to three steps deep. The same graph for the same state of `random`.
BorrowGraph random_graph(std::mt19937_64& random);

}  // namespace norace::plugin
