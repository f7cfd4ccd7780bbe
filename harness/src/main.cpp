#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>

#include "command/command_line.hpp"
#include "util/exit_status.hpp"
#include "util/terminal.hpp"

namespace {

/// A report that nobody could read is no report: a full disk or a closed pipe is status 2.
int checked(mustfail::ExitStatus status) {
  errno = 0;
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return status;
  // std::fprintf and not fmt::print, which throws when there is no room on stderr either.
  std::fprintf(stderr, "mustfail: error: cannot write to standard output%s%s\n  help: %s\n",
               errno == 0 ? "" : ": ", errno == 0 ? "" : std::strerror(errno),
               "check the room on the disk, or what reads the pipe");
  return status == mustfail::kInterrupted ? status : mustfail::kNothingJudged;
}

}  // namespace

int main(int argc, char** argv) {
  // A reader that goes away (`mustfail run | head`) must not kill us before we have cleaned up.
  std::signal(SIGPIPE, SIG_IGN);
  // Whoever starts us may have ignored it, and that is inherited: nobody would know then how what
  // we start ended.
  std::signal(SIGCHLD, SIG_DFL);
  try {
    return checked(mustfail::run_command_line(argc, argv));
  } catch (const std::exception& problem) {
    // What gets here is memory or a bug of ours: a sentence all the same, and no verdict.
    std::fprintf(stderr,
                 "mustfail: error: %s\n  help: this is a bug of mustfail; please report it\n",
                 mustfail::visible(problem.what()).c_str());
    return mustfail::kNothingJudged;
  }
}
