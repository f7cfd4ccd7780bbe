#include "process/orphans.hpp"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <filesystem>
#include <fstream>
#include <mutex>
#include <vector>

namespace mustfail {

namespace {

std::mutex running_lock;
int running = 0;

/// The processes whose parent we are, whichever thread started or adopted them.
std::vector<int> children() {
  std::vector<int> pids;
  std::error_code problem;
  for (std::filesystem::directory_iterator threads("/proc/self/task", problem), end;
       !problem && threads != end; threads.increment(problem)) {
    std::ifstream list(threads->path() / "children");
    for (int pid = 0; list >> pid;) pids.push_back(pid);
  }
  return pids;
}

/// Killing an orphan makes orphans of its own children: they come to us in the next round.
void kill_orphans() {
  constexpr int kMostRounds = 100;  // something that forks faster than we kill is not ours to end
  for (int round = 0; round < kMostRounds; ++round) {
    const auto pids = children();
    if (pids.empty()) return;
    for (const int pid : pids) ::kill(pid, SIGKILL);
    for (const int pid : pids) ::waitpid(pid, nullptr, 0);
  }
}

}  // namespace

RunningProgram::RunningProgram() {
  const std::scoped_lock lock(running_lock);
  if (running++ == 0) ::prctl(PR_SET_CHILD_SUBREAPER, 1);
}

RunningProgram::~RunningProgram() {
  const std::scoped_lock lock(running_lock);
  if (--running == 0) kill_orphans();
}

void reap_remains(int group) {
  // A group's number is not given to another while a process of it is left, dead or not.
  static std::vector<int> groups;
  const std::scoped_lock lock(running_lock);
  groups.push_back(group);
  std::erase_if(groups, [](int each) {
    int reaped = ::waitpid(-each, nullptr, WNOHANG);
    while (reaped > 0) reaped = ::waitpid(-each, nullptr, WNOHANG);
    return reaped < 0;
  });
}

}  // namespace mustfail
