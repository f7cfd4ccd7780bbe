// Makes a BorrowGraph of text, so that the borrow checker can be tried without a compiler:
//
//   block 0 -> 1 2 if c      the blocks, in order; `if`: a condition's variable
//     declare v
//     borrow v.content -> r exclusive
//     handover v library
//     read r.target
//
// A statement's operation is BorrowOp's name in small letters; its line is where it stands. A name
// that begins with % is an object without one, with ^ one that does not end with the function, with
// & a guard. A place's steps: .content .target .some and .N, a field.
#pragma once

#include <string_view>

#include "borrow_graph.hpp"

namespace norace::plugin {

BorrowGraph read_graph(std::string_view text);

}  // namespace norace::plugin
