#include "process/launch.hpp"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "process/file_watch.hpp"

namespace mustfail {

namespace {

/// What is prepared before the child is there, since the child may change no memory of ours.
struct Prepared {
  std::vector<char*> argv;
  std::vector<char*> environment;
  int folder;
  Streams streams;
  int nothing;                      ///< /dev/null
  sigset_t signals;                 ///< Those that were blocked before.
  std::vector<sock_filter> filter;  ///< Empty: nobody watches.
  int listener = -1;                ///< Of the filter.
  bool has_own_files = false;       ///< Whether the child's descriptors are its own by now.
  int failure = 0;                  ///< The errno of what kept it from starting.
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
      ::dup2(errors, STDERR_FILENO) < 0 || ::fchdir(program.folder) != 0) {
    return;
  }
  ::syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, 0);
  ::pthread_sigmask(SIG_SETMASK, &program.signals, nullptr);
  ::execve(program.argv.front(), program.argv.data(), program.environment.data());
}

/// The whole of the child. Only where the program could not be started does it come to an end.
int run_child(void* argument) {
  Prepared& program = *static_cast<Prepared*>(argument);
  if (!program.filter.empty()) {
    // The descriptor has to be ours too: we share them up to here, and no longer.
    program.listener = install_file_watch(program.filter);
    if (::syscall(SYS_close_range, ~0U, ~0U, CLOSE_RANGE_UNSHARE) != 0) ::_exit(127);
  }
  program.has_own_files = true;
  become_program(program);
  program.failure = errno;
  ::_exit(127);
}

// Not Boost.Process: its default launcher forks, which copies our page tables, and its vfork
// launcher has the child take Asio's descriptors from us. Not posix_spawn: it sets no death signal
// and no personality. What the child does is async-signal-safe; it returns to nobody.

int start_child(Prepared& program) {
  // NOLINTBEGIN(bugprone-unsafe-functions,clang-analyzer-*.vfork,clang-analyzer-*.Vfork)
  const int pid = ::vfork();
  if (pid == 0) run_child(&program);
  // NOLINTEND(bugprone-unsafe-functions,clang-analyzer-*.vfork,clang-analyzer-*.Vfork)
  return pid;
}

/// One that shares our descriptors until it has installed its filter: a vfork but for that. A
/// kernel that cannot part them again runs the program unseen.
int start_sharing_child(Prepared& program) {
  constexpr std::size_t kStack = std::size_t{64} << 10U;
  std::vector<char> stack(kStack);
  const int pid = ::clone(&run_child, stack.data() + stack.size(),
                          CLONE_VM | CLONE_VFORK | CLONE_FILES | SIGCHLD, &program);
  if (pid > 0 && program.has_own_files) return pid;
  if (pid > 0) ::waitpid(pid, nullptr, 0);
  if (program.listener >= 0) ::close(std::exchange(program.listener, -1));
  program.filter.clear();
  return start_child(program);
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
           boost::system::error_code& problem, Listener* listener) {
  Prepared program{pointers(argv),
                   pointers(environment),
                   ::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC),
                   streams,
                   ::open("/dev/null", O_RDWR | O_CLOEXEC),
                   {},
                   {}};
  if (program.folder < 0 || program.nothing < 0) program.failure = errno;
  if (listener != nullptr) program.filter = file_watch_filter(argv.front().c_str());
  // A handler of ours must not run in the child, which has our memory.
  sigset_t all;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &program.signals);
  int pid = -1;
  if (program.failure == 0) {
    pid = listener == nullptr ? start_child(program) : start_sharing_child(program);
    if (pid < 0) program.failure = errno;
  }
  ::pthread_sigmask(SIG_SETMASK, &program.signals, nullptr);
  if (program.folder >= 0) ::close(program.folder);
  if (program.nothing >= 0) ::close(program.nothing);
  if (program.failure == 0) {
    if (listener != nullptr) listener->file = program.listener;
    return pid;
  }
  problem.assign(program.failure, boost::system::system_category());
  if (program.listener >= 0) ::close(program.listener);
  if (pid > 0) ::waitpid(pid, nullptr, 0);
  return -1;
}

}  // namespace mustfail
