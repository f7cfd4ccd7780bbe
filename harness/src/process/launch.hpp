#pragma once

#include <boost/system/error_code.hpp>
#include <filesystem>
#include <string>
#include <vector>

namespace mustfail {

/// As execve wants them, with the null at the end; the strings have to outlive it.
std::vector<char*> pointers(const std::vector<std::string>& words);

/// The files that a program starts with; /dev/null where it is none.
struct Streams {
  static constexpr int kNone = -1;
  int input = kNone;
  int output = kNone;
  int errors = kNone;
};

/// Starts a program as everything that we run is started: the leader of a process group of its own,
/// which dies with the thread that calls this; the same layout of memory each time; no core file;
/// nothing open but its streams. Returns its process number: it is the caller's to wait for.
/// Thread-safe.
int launch(const std::vector<std::string>& argv, const std::vector<std::string>& environment,
           const std::filesystem::path& folder, const Streams& streams,
           boost::system::error_code& problem);

}  // namespace mustfail
