#include <fmt/format.h>

#include <exception>

#include "command_line.hpp"

int main(int argc, char** argv) {
  try {
    return mustfail::run_command_line(argc, argv);
  } catch (const std::exception& problem) {
    // What gets here is memory or a bug of ours: a sentence all the same, and no verdict.
    fmt::print(stderr, "mustfail: error: {}\n  help: this is a bug of mustfail; please report it\n",
               problem.what());
    return mustfail::kNothingJudged;
  }
}
