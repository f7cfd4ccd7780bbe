#pragma once

#include <string>
#include <utility>

#include "judge/finding.hpp"
#include "judge/run_summary.hpp"

namespace mustfail {

/// A run of two toolchains in the repository /r.
inline RunStart sample_start() {
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

/// A naive file's compile, `/r/cases/counter/local/naive.cpp`, with this verdict.
inline Finding sample_finding(Verdict verdict, std::string reason,
                              std::string toolchain = "gcc-12") {
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

}  // namespace mustfail
