#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "process/command.hpp"
#include "process/launch.hpp"
#include "process/orphans.hpp"

namespace mustfail {

/// A program that is started once, and forked for each command: what it does until then is done
/// once. The other end is harness/plugins/fork_protocol.hpp, loaded into it.
///
/// It is a shortcut and never a reason to fail: whatever it cannot do is started in the usual way.
/// Not thread-safe.
class ForkServer {
 public:
  /// Starts the program. It is not waited for: see start().
  explicit ForkServer(const Serving& serving);
  ~ForkServer();
  ForkServer(const ForkServer&) = delete;
  ForkServer& operator=(const ForkServer&) = delete;

  /// The process that now runs the command, a child of ours and the leader of its group, which
  /// writes into these file descriptors; nothing: the server has not started yet, or cannot.
  std::optional<int> start(const Command& command, const Streams& streams);

 private:
  enum class State { starting, ready, failed };

  void hear_hello();
  std::optional<int> hear_answer();

  std::vector<std::string> hello_;
  int socket_ = -1;
  int process_ = -1;
  State state_ = State::failed;
  RunningProgram running_;  ///< Else it would be taken for an orphan.
};

/// One server for each way to start one, started when that is worth it, and not too many.
class ForkServers {
 public:
  /// The server for such commands; null: they are too few so far, or too many others have one.
  ForkServer* find(const Serving& serving);

 private:
  struct Known {
    int asked = 0;
    std::unique_ptr<ForkServer> server;
  };

  // By their argv and their variables.
  std::map<std::pair<std::vector<std::string>, std::vector<std::string>>, Known> known_;
  std::size_t started_ = 0;
};

}  // namespace mustfail
