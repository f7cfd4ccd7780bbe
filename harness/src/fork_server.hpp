#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "orphans.hpp"

namespace mustfail {

/// A program that has started once, and is forked for each command: what it does before `main` is
/// done once. The other end is harness/plugins/fork_server.cpp, which is preloaded into it.
///
/// It is a shortcut and never a reason to fail: whatever it cannot do is started in the usual way.
/// Not thread-safe.
class ForkServer {
 public:
  /// Starts the program with these variables. It is not waited for: see start().
  ForkServer(std::string program, const std::vector<std::string>& environment,
             const std::filesystem::path& preloaded);
  ~ForkServer();
  ForkServer(const ForkServer&) = delete;
  ForkServer& operator=(const ForkServer&) = delete;

  /// The process that now runs `argv`, a child of ours and the leader of its group, which writes
  /// into these file descriptors; nothing: the server has not started yet, or cannot.
  std::optional<int> start(const std::vector<std::string>& argv,
                           const std::vector<std::string>& environment,
                           const std::filesystem::path& folder, int output, int errors);

 private:
  enum class State { starting, ready, failed };

  void hear_hello();
  std::optional<int> hear_answer();

  std::string program_;
  int socket_ = -1;
  int process_ = -1;
  State state_ = State::failed;
  RunningProgram running_;  ///< Else it would be taken for an orphan.
};

/// The other end; empty when it is not there, or is not wanted (MUSTFAIL_FORK_SERVER=off).
std::filesystem::path find_fork_server();

/// One server for each program and its variables, started when that is worth it.
class ForkServers {
 public:
  /// `preloaded` is the other end; empty: there are no servers.
  explicit ForkServers(std::filesystem::path preloaded);

  /// The server for such commands; null: they are too few so far, or there can be none.
  ForkServer* find(const std::string& program, const std::vector<std::string>& environment);

 private:
  struct Known {
    int asked = 0;
    std::unique_ptr<ForkServer> server;
  };

  std::filesystem::path preloaded_;
  std::map<std::pair<std::string, std::vector<std::string>>, Known> known_;
};

}  // namespace mustfail
