#include "process/launch.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/system/error_code.hpp>
#include <cerrno>
#include <string>

namespace mustfail {
namespace {

std::string contents(int file) {
  std::string text(64, '\0');
  const ssize_t size = ::pread(file, text.data(), text.size(), 0);
  text.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
  return text;
}

int temporary_file() { return ::open("/tmp", O_TMPFILE | O_RDWR, 0600); }

TEST(Launch, StreamsMayHaveEachOthersNumbers) {
  EXPECT_EXIT(
      {
        const int output = temporary_file();
        const int errors = temporary_file();
        ::dup2(output, STDERR_FILENO);
        ::dup2(errors, STDOUT_FILENO);
        boost::system::error_code problem;
        const int pid = launch({"/bin/sh", "-c", "echo out; echo err >&2"}, {}, "/",
                               {.output = STDERR_FILENO, .errors = STDOUT_FILENO}, problem);
        ::waitpid(pid, nullptr, 0);
        ::_exit(contents(output) == "out\n" && contents(errors) == "err\n" ? 0 : 1);
      },
      testing::ExitedWithCode(0), "");
}

TEST(Launch, AStreamThatIsNoneIsEmpty) {
  boost::system::error_code problem;
  const int pid = launch({"/bin/sh", "-c", "test -z \"$(cat)\" && echo out"},
                         {"PATH=/usr/bin:/bin"}, "/", {}, problem);
  int status = -1;
  ASSERT_EQ(::waitpid(pid, &status, 0), pid);
  EXPECT_EQ(status, 0);
}

TEST(Launch, WhatCannotBeStartedLeavesNoProcess) {
  boost::system::error_code problem;
  EXPECT_EQ(launch({"/no/such/program"}, {}, "/", {}, problem), -1);
  EXPECT_EQ(problem.value(), ENOENT);
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(errno, ECHILD);
}

}  // namespace
}  // namespace mustfail
