#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "process/command.hpp"

namespace mustfail {

/// How a program ended. Only `exited` says something about what the program was asked.
struct Ending {
  enum class How {
    not_run,      ///< A step that it depends on did not get far enough.
    exited,       ///< `code` is the exit status.
    signalled,    ///< `code` is the signal.
    timed_out,    ///< Killed at the time limit.
    over_memory,  ///< Killed at the memory limit.
    flooded,      ///< Killed at the output limit.
    not_started,  ///< `code` is an errno: no such file, not executable, no more processes.
    interrupted,  ///< Killed because the person pressed Ctrl-C.
  };

  How how = How::not_run;
  int code = 0;

  bool exited_with(int status) const { return how == How::exited && code == status; }
};

/// The ending as the end of a sentence: `exited with status 1`, `was killed by signal 11 (...)`.
std::string to_string(const Ending& ending);

/// What a watched program, and all that it started, asked the file system for: see FileWatch.
/// Names are absolute and normal.
struct FilesAsked {
  struct Started {
    std::string program;
    std::vector<std::string> environment;
  };

  std::vector<std::string> names;    ///< All of them, each once, but for those ...
  std::vector<std::string> written;  ///< ... that were only opened to be written.
  std::vector<std::string> linked;   ///< Those of them that a link or another name was given to.
  std::vector<Started> started;      ///< By execve and its like.
};

/// What one run of a program gave.
struct ProcessResult {
  Ending ending;
  std::string output;                              ///< stdout, up to the limit.
  std::string errors;                              ///< stderr, up to the limit.
  double seconds = 0;                              ///< Wall clock.
  bool served = false;                             ///< By a fork server.
  std::optional<FilesAsked> asked = std::nullopt;  ///< Nothing where nobody knows.
};

/// Runs programs on one io_context, each in a process group of its own that is killed as a whole:
/// at a limit, at `stop_all`, and when the program has ended and left something behind. A daemon,
/// which has left the group, is killed when no program runs any more.
///
/// Not thread-safe: call it from the thread that runs the io_context.
class ProcessGroup {
 public:
  explicit ProcessGroup(boost::asio::io_context& context);
  ~ProcessGroup();
  ProcessGroup(const ProcessGroup&) = delete;
  ProcessGroup& operator=(const ProcessGroup&) = delete;

  /// Starts the program; `done` is called once, from the io_context, also when it did not start.
  void start(Command command, std::function<void(ProcessResult)> done);

  /// Kills everything that runs; each `done` is called with Ending::How::interrupted.
  void stop_all();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

/// Runs one program to its end, or until a stop is requested: then it ends with
/// Ending::How::interrupted.
ProcessResult run_to_end(Command command, const std::stop_token& stop = {});

}  // namespace mustfail
