#include "sample_run.hpp"

#include <gtest/gtest.h>

#include "files.hpp"

namespace mustfail {

RunStart sample_start() {
  RunStart start;
  start.suite = "sample";
  start.root = "/r";
  start.time = "2026-01-31T12:00:00Z";
  start.jobs = 9;
  start.rules = {{"E0373", "E0373: a closure borrows", "/r/docs/rules/E0373.md"}};
  for (const char* name : {"gcc-12", "clang-19"}) {
    Toolchain toolchain;
    toolchain.name = name;
    toolchain.compiler = "/usr/bin/c++";
    toolchain.target = "x86_64-linux-gnu";
    toolchain.version = {12, 2, 0};
    start.toolchains.push_back(toolchain);
  }
  return start;
}

Finding sample_finding(Verdict verdict, std::string reason, std::string toolchain) {
  Finding finding;
  finding.case_name = "counter/local";
  finding.variant = "naive";
  finding.toolchain = std::move(toolchain);
  finding.verdict = verdict;
  finding.rule = "E0373";
  finding.file = "/r/cases/counter/local/naive.cpp";
  finding.blame = {finding.file, 7, 3};
  finding.reason = std::move(reason);
  return finding;
}

std::string written(Reporter& reporter, const std::filesystem::path& file, const RunEnd& end,
                    const std::vector<Finding>& findings) {
  reporter.start(sample_start());
  for (const Finding& each : findings) reporter.add(each);
  const auto done = reporter.finish(end, findings);
  EXPECT_TRUE(done) << (done ? "" : done.error().what);
  const auto text = read_file(file);
  return text ? *text : std::string();
}

}  // namespace mustfail
