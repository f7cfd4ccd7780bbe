#include "process/measure.hpp"

#include <fcntl.h>
#include <re2/re2.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <thread>

#include "process/launch.hpp"
#include "util/files.hpp"

namespace mustfail {

namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

/// The high-water mark of the process that has this pid now.
std::uint64_t peak_of(pid_t pid) {
  constexpr std::uint64_t kKibibyte = 1024;
  const auto status = read_file("/proc/" + std::to_string(pid) + "/status");
  std::uint64_t kibibytes = 0;
  if (!status || !RE2::PartialMatch(*status, R"((?m)^VmHWM:\s+(\d+) kB$)", &kibibytes)) return 0;
  return kibibytes * kKibibyte;
}

/// The peak is read when the process is about to exit. What wait4 says of it will not do: a child
/// begins with what its parent holds, which is more than a small program ever does.
void wait_for(pid_t pid, std::chrono::seconds limit, MeasuredRun& run) {
  const auto end = std::chrono::steady_clock::now() + limit;
  constexpr std::chrono::microseconds kStep{200};
  bool timed_out = false;
  bool began = false;
  while (true) {
    int status = 0;
    rusage usage{};
    const pid_t seen = ::wait4(pid, &status, WNOHANG, &usage);
    if (seen < 0) return;
    if (seen == 0) {
      if (!timed_out && std::chrono::steady_clock::now() > end) {
        timed_out = true;
        ::kill(pid, SIGKILL);
      }
      std::this_thread::sleep_for(kStep);
    } else if (WIFSTOPPED(status)) {
      int signal = WSTOPSIG(status);
      if (!began) {
        began = true;
        ::ptrace(PTRACE_SETOPTIONS, pid, nullptr, PTRACE_O_TRACEEXIT | PTRACE_O_EXITKILL);
        signal = 0;
      } else if (status >> 16 == PTRACE_EVENT_EXIT) {
        run.peak_bytes = peak_of(pid);
        signal = 0;
      }
      ::ptrace(PTRACE_CONT, pid, nullptr, signal);
    } else {
      run.cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
      run.ending = timed_out             ? Ending{Ending::How::timed_out, 0}
                   : WIFSIGNALED(status) ? Ending{Ending::How::signalled, WTERMSIG(status)}
                                         : Ending{Ending::How::exited, WEXITSTATUS(status)};
      return;
    }
  }
}

}  // namespace

MeasuredRun measure(const Command& command) {
  MeasuredRun run;
  const auto folder = TemporaryFolder::make();
  if (!folder) return run;
  const std::string errors = (folder->path() / "errors").string();
  const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  const int file = ::open(errors.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  const auto argv = pointers(command.argv);
  const auto environment = pointers(command.environment);
  const pid_t pid = ::fork();
  if (pid == 0) {
    if (null < 0 || file < 0) ::_exit(127);
    ::dup2(null, STDIN_FILENO);
    ::dup2(null, STDOUT_FILENO);
    ::dup2(file, STDERR_FILENO);
    ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    ::execve(argv.front(), argv.data(), environment.data());
    ::_exit(127);
  }
  ::close(null);
  ::close(file);
  if (pid < 0) {
    run.ending = {Ending::How::not_started, errno};
    return run;
  }
  wait_for(pid, command.time_limit, run);
  if (const auto text = read_file(errors)) run.errors = *text;
  return run;
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

}  // namespace mustfail
