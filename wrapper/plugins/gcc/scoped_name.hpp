// The names of functions and classes as the judges know them, "std::vector::push_back".
#pragma once

#include "headers.hpp"

namespace norace::plugin {

// With its scopes, but without inline and unnamed ones, functions and template arguments. A
// closure's class is "(lambda)".
std::string scoped_name(tree declared);

// scoped_name() of a class; "" for others.
std::string class_name(tree type);

// class_name() of the class's first template argument; of a function outside of classes, its own.
std::string element_name(tree declared);

}  // namespace norace::plugin
