// Compilers that do not do their work. What they did not judge is no pass, also of a file that has
// to be accepted.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "sabotage/hostile_suite.hpp"

namespace mustfail {
namespace {

struct Compiler {
  const char* name;
  const char* script;  ///< Instead of judging.
};

class BrokenCompiler : public HostileSuite, public testing::WithParamInterface<Compiler> {
 protected:
  void SetUp() override {
    HostileSuite::SetUp();
    suite_ = R"({"name": "fake", "cases": ".", "include": ["../lib"],
      "limits": {"compile-seconds": 1, "output-kib": 8, "memory-mib": 64},
      "toolchains": [{"name": "fake-12", "compiler": "../cc.sh"}]})";
  }
  void break_compiler() {
    use_compiler(
        fmt::format("case \" $* \" in\n"
                    "  *' --version '*|*' -dM '*|*' -dumpmachine '*|*' -print-'*|*' -### "
                    "'*|*racy.cpp*|*dangling.cpp*|*moved.cpp*) ;;\n"
                    "  *) source=$(eval echo \\${{$#}}); {}\n;;\nesac\n",
                    GetParam().script));
  }
};

TEST_P(BrokenCompiler, AcceptsNothing) {
  repair();
  break_compiler();
  expect_no_pass(judge({"--jobs", "2"}));
}

TEST_P(BrokenCompiler, IsNotRememberedForTheRepairedOne) {
  break_compiler();
  judge();
  use_compiler();
  expect_right_at_last();
}

INSTANTIATE_TEST_SUITE_P(
    That, BrokenCompiler,
    testing::Values(
        Compiler{"segfaults", "kill -SEGV $$"}, Compiler{"aborts", "kill -ABRT $$"},
        Compiler{"is_killed", "kill -KILL $$"}, Compiler{"is_terminated", "kill -TERM $$"},
        Compiler{"has_a_floating_point_exception", "kill -FPE $$"},
        Compiler{"hangs", "exec sleep 60"},
        Compiler{"hangs_and_ignores_signals", "trap '' TERM INT HUP; sleep 60; sleep 60"},
        Compiler{"floods_stderr", "while :; do echo noise noise noise noise >&2; done"},
        Compiler{"floods_stdout", "while :; do echo noise noise noise noise; done"},
        Compiler{"ends_with_2", "exit 2"}, Compiler{"ends_with_4", "exit 4"},
        Compiler{"ends_with_77", "exit 77"}, Compiler{"ends_with_126", "exit 126"},
        Compiler{"ends_with_127", "exit 127"}, Compiler{"ends_with_139", "exit 139"},
        Compiler{"ends_with_255", "exit 255"}, Compiler{"says_nothing", "exit 1"},
        Compiler{"closes_its_outputs", "exec >&- 2>&-; exit 1"},
        Compiler{"closes_its_outputs_and_hangs", "exec >&- 2>&-; exec sleep 60"},
        Compiler{"has_an_internal_error",
                 "echo \"$source:1:1: internal compiler error: Segmentation fault\" >&2; exit 1"},
        Compiler{"prints_nul_bytes", "printf 'a\\000b\\000' >&2; exit 1"},
        Compiler{"prints_no_utf8", "printf '\\377\\376:1:1: error: x\\n' >&2; exit 1"},
        Compiler{"prints_half_a_line", "printf \"$source:1\" >&2; exit 1"},
        Compiler{"prints_a_huge_line_number",
                 "echo \"$source:99999999999999999999:1: error: x\" >&2; exit 1"},
        Compiler{"complains_of_its_command", "echo \"cc: error: unrecognized option\" >&2; exit 1"},
        Compiler{"leaves_a_child", "sleep 60 & exit 1"},
        Compiler{"leaves_a_child_in_a_session_of_its_own", "setsid sleep 60 & exit 1"},
        Compiler{"takes_much_memory", "exec perl -e '$a = \"x\" x 300000000; sleep 60'"}),
    [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace mustfail
