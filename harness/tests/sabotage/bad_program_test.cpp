// Accepted programs that behave badly when they run. The compiler is a script that makes a program
// of the source's `//sh ` lines.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "sabotage/hostile_suite.hpp"

namespace mustfail {
namespace {

struct Program {
  const char* name;
  const char* script;
  bool passes = false;  ///< What it prints is pinned by nothing, and it ends well.
};

class BadProgram : public HostileSuite, public testing::WithParamInterface<Program> {
 protected:
  void SetUp() override {
    HostileSuite::SetUp();
    repair();
    suite_ = R"({"name": "fake", "cases": ".", "expected": "../expected", "include": ["../lib"],
      "limits": {"run-seconds": 1, "output-kib": 64, "memory-mib": 64},
      "toolchains": [{"name": "fake-12", "compiler": "../cc.sh"}]})";
    use_compiler(
        "program=; last=\n"
        "for word in \"$@\"; do [ \"$last\" = -o ] && program=$word; last=$word; done\n"
        "case \" $* \" in *wrapped.cpp*)\n"
        "  for word in \"$@\"; do case $word in *wrapped.cpp) source=$word ;; esac; done\n"
        "  [ \"$program\" ] && { echo '#!/bin/sh'; sed -n 's|^//sh ||p' \"$source\"; } > "
        "\"$program\""
        " && chmod +x \"$program\"\n"
        "  exit 0 ;;\nesac\n");
    write("expected/run/wrapped.stdout", "42\n");
    write_program(GetParam().script);
  }
  void write_program(std::string_view script) {
    write("cases/run/wrapped.cpp", fmt::format("//sh {}\n", script));
  }
};

TEST_P(BadProgram, IsJudgedByWhatItDoes) {
  const auto seen = judge({"--jobs", "2"});
  if (GetParam().passes) {
    EXPECT_TRUE(seen.ending.exited_with(0)) << seen.output << seen.errors;
    expect_nothing_left();
  } else {
    expect_no_pass(seen);
  }
  write_program("echo 42");
  const auto repaired = judge();
  EXPECT_TRUE(repaired.ending.exited_with(0)) << repaired.output << repaired.errors;
}

INSTANTIATE_TEST_SUITE_P(
    That, BadProgram,
    testing::Values(
        Program{"is_right", "echo 42", true}, Program{"prints_another_number", "echo 41"},
        Program{"prints_nothing", ":"}, Program{"prints_more", "echo 42; echo 42"},
        Program{"prints_no_newline_and_a_nul", "printf '42\\000'"},
        Program{"prints_no_utf8", "printf '42\\n\\377\\376\\n'"},
        Program{"ends_with_1", "echo 42; exit 1"}, Program{"ends_with_77", "echo 42; exit 77"},
        Program{"ends_with_the_detectors_status", "echo 42; exit 66"},
        Program{"ends_with_255", "echo 42; exit 255"},
        Program{"segfaults_at_its_end", "echo 42; kill -SEGV $$"},
        Program{"is_killed", "echo 42; kill -KILL $$"}, Program{"hangs", "echo 42; exec sleep 60"},
        Program{"hangs_and_ignores_signals", "trap '' TERM INT HUP; echo 42; sleep 60; sleep 60"},
        Program{"floods", "while :; do echo 42 42 42 42 42 42 42 42; done"},
        Program{"floods_stderr", "while :; do echo 42 42 42 42 42 42 42 42 >&2; done"},
        Program{"closes_its_outputs_and_hangs", "echo 42; exec >&- 2>&-; exec sleep 60"},
        Program{"leaves_a_child_with_its_outputs", "echo 42; sleep 60 &", true},
        Program{"leaves_a_daemon", "echo 42; setsid sleep 60 &", true},
        Program{"leaves_a_daemon_without_outputs",
                "echo 42; setsid sleep 60 > /dev/null 2>&1 < /dev/null &", true},
        Program{"reads_its_input", "read line; echo 42", true},
        Program{"kills_its_group", "echo 42; kill -KILL 0"},
        Program{"takes_much_memory", "echo 42; exec perl -e '$a = \"x\" x 300000000; sleep 60'"},
        Program{"says_the_words_of_a_skip", "echo SKIPPED: everything; echo '[  SKIPPED ]'"},
        Program{"removes_its_folder", "echo 42; rm -rf \"$PWD\"", true},
        Program{"fills_its_folder", "echo 42; mkdir -p a/b/c; echo x > a/b/c/d; chmod 0 a", true},
        Program{"removes_itself", "echo 42; rm -f \"$0\"", true}),
    [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace mustfail
