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

/// Where the kernel tells what a program asks the file system for: see FileWatch.
struct Listener {
  int file = -1;  ///< The caller's to close; -1: the kernel does not, and the program runs unseen.
};

/// Starts a program as everything that we run is started: the leader of a process group of its own,
/// which dies with the thread that calls this; the same layout of memory each time; no core file;
/// nothing open but its streams. Returns its process number: it is the caller's to wait for.
/// With a listener it waits at its first file until somebody answers there. Thread-safe.
int launch(const std::vector<std::string>& argv, const std::vector<std::string>& environment,
           const std::filesystem::path& folder, const Streams& streams,
           boost::system::error_code& problem, Listener* listener = nullptr);

}  // namespace mustfail
