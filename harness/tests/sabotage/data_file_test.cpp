// A wrapped program reads a file that no compile reads, in every way that there is. When the file
// changes, the cache does not answer with what the program printed before.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "support/golden.hpp"
#include "support/settle.hpp"

namespace mustfail {
namespace {

struct Reading {
  const char* name;
  const char* code;  ///< Makes `n` 0 as long as $ is a file that holds `0`.
};

class DataFile : public Golden, public testing::WithParamInterface<Reading> {
 protected:
  void TearDown() override {}  // no golden text

  ProcessResult judge(const std::vector<std::string>& more = {}) {
    settle_files();
    std::vector<std::string> words = kRun;
    words.insert(words.end(), more.begin(), more.end());
    return run_to_end(command(words));
  }

  /// Has the program read the file in this way.
  void read_by(std::string code) {
    const std::string file = path("data").string();
    for (std::size_t at = 0; (at = code.find('$')) != std::string::npos;) {
      code.replace(at, 1, file);
    }
    edit(kWrapped, "#include <stdio.h>\n",
         "#include <dirent.h>\n#include <fcntl.h>\n#include <stdio.h>\n#include <stdlib.h>\n"
         "#include <string.h>\n#include <sys/mman.h>\n#include <sys/stat.h>\n#include "
         "<sys/syscall.h>\n"
         "#include <sys/wait.h>\n#include <unistd.h>\n#include <fstream>\n");
    edit(kWrapped, "  printf(\"%d\\n\", counter.value);",
         fmt::format("  int n = 0;\n  {}\n  printf(\"%d\\n\", counter.value + n);", code));
  }
};

TEST_P(DataFile, IsReadAgainWhenItChanges) {
  write("data", "0");
  read_by(GetParam().code);
  for (int i = 0; i < 2; ++i) {
    const auto green = judge();
    EXPECT_TRUE(green.ending.exited_with(0)) << green.output << green.errors;
  }
  write("data", "7\n");
  const auto cached = judge();
  const auto plain = judge({"--no-cache"});
  EXPECT_TRUE(plain.ending.exited_with(1)) << "nothing was tried: " << plain.output;
  EXPECT_EQ(cached.ending.code, plain.ending.code) << cached.output;
}

INSTANTIATE_TEST_SUITE_P(
    By, DataFile,
    testing::Values(
        Reading{"a_stream", "std::ifstream(\"$\") >> n;"},
        Reading{"the_c_library", "FILE* f = fopen(\"$\", \"r\"); n = fgetc(f) - '0'; fclose(f);"},
        Reading{"the_kernel",
                "char c = '0'; long f = syscall(SYS_openat, AT_FDCWD, \"$\", O_RDONLY, 0); "
                "if (syscall(SYS_read, f, &c, 1) == 1) n = c - '0';"},
        Reading{"a_relative_name",
                "if (chdir(\"$\" \"/..\") == 0 || chdir(\"/\") == 0) "
                "{ std::string up = std::string(\"$\").substr(1); if (chdir(\"/\") == 0) "
                "std::ifstream(up) >> n; }"},
        Reading{"memory",
                "int f = open(\"$\", O_RDONLY); void* m = mmap(0, 1, PROT_READ, MAP_PRIVATE, f, 0);"
                " n = *static_cast<char*>(m) - '0';"},
        Reading{"its_size", "struct stat s; if (stat(\"$\", &s) == 0) n = s.st_size - 1;"},
        Reading{"a_shell", "n = system(\"grep -q 7 $\") == 0;"},
        Reading{"a_program_without_an_environment",
                "char* none[] = {nullptr}; const char* words[] = {\"grep\", \"-q\", \"7\", \"$\", "
                "nullptr}; if (pid_t p = fork()) { int s; waitpid(p, &s, 0); n = s == 0; } else { "
                "execve(\"/bin/grep\", const_cast<char**>(words), none); _exit(2); }"}),
    [](const auto& info) { return std::string(info.param.name); });

/// What a program only writes tells it nothing: else `--watch` would run it again for its own log.
TEST_F(DataFile, IsALogOfTheProgramsOwn) {
  read_by("if (FILE* f = fopen(\"$\", \"w\")) { fputs(\"x\", f); fclose(f); }");
  for (int i = 0; i < 2; ++i) {
    const auto seen = judge();
    EXPECT_TRUE(seen.ending.exited_with(0)) << seen.output << seen.errors;
    if (i == 1) EXPECT_THAT(seen.output, testing::HasSubstr("5 from the cache"));
  }
}

/// What the build knows anyway takes nothing from the cache.
TEST_F(DataFile, IsTheSourceItself) {
  edit(kWrapped, "#include <stdio.h>\n", "#include <stdio.h>\n#include <fstream>\n");
  edit(kWrapped, "  printf(", "  if (!std::ifstream(__FILE__)) return 1;\n  printf(");
  for (int i = 0; i < 2; ++i) {
    const auto seen = judge();
    EXPECT_TRUE(seen.ending.exited_with(0)) << seen.output << seen.errors;
    if (i == 1) EXPECT_THAT(seen.output, testing::HasSubstr("5 from the cache"));
  }
}

}  // namespace
}  // namespace mustfail
