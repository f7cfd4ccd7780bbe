#pragma once

#include <boost/system/result.hpp>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace mustfail {

/// A place that a sentence is about. `line` counts from 1; 0 means the file as a whole, and an
/// empty `file` means that the sentence is about no file (the command line, the machine).
struct Place {
  std::filesystem::path file;
  int line = 0;

  friend bool operator==(const Place&, const Place&) = default;
};

/// The one type of everything that goes wrong before a verdict is possible: what was found, where,
/// and what the reader can do about it. `what` and `help` are sentences without a final full stop.
struct Failure {
  Place place;
  std::string what;
  std::string help;
};

using Failures = std::vector<Failure>;

/// A value, or the Failure that stood in its way. Check `has_value()` before `*`.
template <typename T>
using Result = boost::system::result<T, Failure>;

/// `file:line: error: what` and, on a second line, `help: ...`; as compilers print it, so that
/// editors can jump to the place. Ends without a newline.
std::string to_string(const Failure& failure);

/// `file:line`, `file`, or nothing.
std::string to_string(const Place& place);

}  // namespace mustfail
