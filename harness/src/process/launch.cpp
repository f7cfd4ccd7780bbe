#include "process/launch.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace mustfail {

namespace {

/// What is prepared before the child is there, since the child may change no memory of ours.
struct Prepared {
  std::vector<char*> argv;
  std::vector<char*> environment;
  const char* folder;
  Streams streams;
  int nothing;       ///< /dev/null
  sigset_t signals;  ///< Those that were blocked before.
};

/// In the child: a descriptor that none of the three standard ones can overwrite.
int out_of_the_way(int file, int nothing) {
  return ::fcntl(file == Streams::kNone ? nothing : file, F_DUPFD, STDERR_FILENO + 1);
}

/// In the child, until it is another program. Returns only when that fails; then errno is set.
/// Async-signal-safe calls only.
void become_program(const Prepared& program) {
  ::setpgid(0, 0);
  ::signal(SIGPIPE, SIG_DFL);  // which we ignore ourselves
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  // ThreadSanitizer's shadow memory collides with some randomised layouts, and a race that was
  // seen once is seen again in the same one.
  ::personality(ADDR_NO_RANDOMIZE);
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  const int input = out_of_the_way(program.streams.input, program.nothing);
  const int output = out_of_the_way(program.streams.output, program.nothing);
  const int errors = out_of_the_way(program.streams.errors, program.nothing);
  if (::dup2(input, STDIN_FILENO) < 0 || ::dup2(output, STDOUT_FILENO) < 0 ||
      ::dup2(errors, STDERR_FILENO) < 0 || ::chdir(program.folder) != 0) {
    return;
  }
  ::syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, 0);
  ::pthread_sigmask(SIG_SETMASK, &program.signals, nullptr);
  ::execve(program.argv.front(), program.argv.data(), program.environment.data());
}

}  // namespace

std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> list;
  list.reserve(words.size() + 1);
  // The kernel copies them.
  for (const std::string& each : words) list.push_back(const_cast<char*>(each.c_str()));
  list.push_back(nullptr);
  return list;
}

int launch(const std::vector<std::string>& argv, const std::vector<std::string>& environment,
           const std::filesystem::path& folder, const Streams& streams,
           boost::system::error_code& problem) {
  Prepared program{pointers(argv),
                   pointers(environment),
                   folder.c_str(),
                   streams,
                   ::open("/dev/null", O_RDWR | O_CLOEXEC),
                   {}};
  // A handler of ours must not run in the child, which has our memory.
  sigset_t all;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &program.signals);
  volatile int failure = program.nothing < 0 ? errno : 0;
  int pid = -1;
  if (failure == 0) {
    // Not Boost.Process: its default launcher forks, which copies our page tables, and its vfork
    // launcher has the child take Asio's descriptors from us. Not posix_spawn: it sets no death
    // signal and no personality. What the child does is async-signal-safe; it returns to nobody.
    // NOLINTBEGIN(bugprone-unsafe-functions,clang-analyzer-*.vfork,clang-analyzer-*.Vfork)
    pid = ::vfork();
    if (pid == 0) {
      become_program(program);
      failure = errno;  // how we are told
      ::_exit(127);
    }
    // NOLINTEND(bugprone-unsafe-functions,clang-analyzer-*.vfork,clang-analyzer-*.Vfork)
    if (pid < 0) failure = errno;
  }
  ::pthread_sigmask(SIG_SETMASK, &program.signals, nullptr);
  if (program.nothing >= 0) ::close(program.nothing);
  if (failure == 0) return pid;
  problem.assign(failure, boost::system::system_category());
  if (pid > 0) ::waitpid(pid, nullptr, 0);
  return -1;
}

}  // namespace mustfail
