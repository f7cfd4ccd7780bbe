// Where variables are used, and from which threads: asked only when there is something to report.
#pragma once

#include "headers.hpp"

namespace norace::plugin {

// As it is declared, without its scope; "(unnamed)" where there is no name.
std::string plain_name(tree declaration);

struct Uses {
  std::vector<location_t> places;   // in the order of the file, one for each line
  std::vector<location_t> threads;  // started here, and they reach a use
};

// A thread is std::thread, std::jthread, std::async or anything named spawn; it reaches what its
// function uses, directly or through `functions`, which are those of the user's own files.
std::map<tree, Uses> find_uses(const std::vector<tree>& functions, const std::set<tree>& wanted);

// Where a closure's body, if it is one of `functions`, first names a capture; UNKNOWN_LOCATION if
// not.
location_t find_use_of_capture(const std::vector<tree>& functions, tree closure, tree field);

}  // namespace norace::plugin
