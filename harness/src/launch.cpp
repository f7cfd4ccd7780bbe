#include "launch.hpp"

#include <signal.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <boost/process/v2/posix/default_launcher.hpp>
#include <boost/process/v2/process.hpp>
#include <boost/process/v2/start_dir.hpp>

namespace mustfail {

namespace process = boost::process::v2;

namespace {

/// What happens in the child between fork and exec: async-signal-safe calls only.
struct ChildSetup {
  template <typename Launcher>
  boost::system::error_code on_exec_setup(Launcher&, const boost::filesystem::path&,
                                          const char* const*) {
    ::setpgid(0, 0);
    ::signal(SIGPIPE, SIG_DFL);  // which we ignore ourselves
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    // ThreadSanitizer's shadow memory collides with some randomised layouts, and a race that was
    // seen once is seen again in the same one.
    ::personality(ADDR_NO_RANDOMIZE);
    const rlimit no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    return {};
  }

  // Boost would run our atexit handlers in the child.
  template <typename Launcher>
  void on_exec_error(Launcher&, const boost::filesystem::path&, const char* const*,
                     const boost::system::error_code&) {
    ::_exit(127);
  }
};

}  // namespace

int launch(const boost::asio::any_io_executor& executor, const std::vector<std::string>& argv,
           const std::vector<std::string>& environment, const std::filesystem::path& folder,
           process::process_stdio& streams, boost::system::error_code& problem) {
  const std::vector<std::string> arguments(argv.begin() + 1, argv.end());
  process::posix::default_launcher launcher;
  std::vector<const char*> variables;
  for (const auto& variable : environment) variables.push_back(variable.c_str());
  variables.push_back(nullptr);
  launcher.env = variables.data();  // process_environment is not header-only in Boost 1.81
  process::process_start_dir start(folder.string());
  auto started = launcher(executor, problem, boost::filesystem::path(argv.front()), arguments,
                          streams, start, ChildSetup{});
  // The child does it too; whoever comes first.
  if (problem) return -1;
  const int pid = started.id();
  started.detach();
  ::setpgid(pid, pid);
  return pid;
}

}  // namespace mustfail
