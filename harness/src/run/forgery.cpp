#include "run/forgery.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include "suite/comment.hpp"
#include "toolchain/detector_options.hpp"

namespace mustfail {

namespace {

/// An exit status that neither a detector nor the suite asks for.
constexpr int kOtherStatus = 91;

}  // namespace

bool may_forge(const Job& job) {
  if (job.report.empty() || is_twin(job)) return false;
  const auto code = read_code(*job.variant);
  if (!code) return true;
  // The environment, files, system calls, the detectors' own functions; or any of it in pieces, or
  // in a header beside the case.
  static const RE2 means(
      R"(env|proc|open|stream|filesystem|syscall|asm|exec|system|sanitizer|tsan|argv|[Dd]lsym|)"
      R"(creat|mmap)");
  return RE2::PartialMatch(*code, means) || may_hold_words_in_pieces(*code) ||
         may_include_own_file(*code);
}

Command question_to_detector(const Job& job) {
  Command command = job.command;
  for (std::string& each : command.environment) {
    if (each.starts_with("TSAN_OPTIONS=")) each += ":report_bugs=0:detect_deadlocks=0";
    if (!each.starts_with("ASAN_OPTIONS=") && !each.starts_with("UBSAN_OPTIONS=")) continue;
    RE2::Replace(&each, R"(exitcode=\d+)", fmt::format("exitcode={}", kOtherStatus));
  }
  return command;
}

bool is_forged(const Job& job, const ProcessResult& answer, std::string_view report) {
  if (job.checks_races) return !report.empty() || answer.ending.exited_with(kRaceStatus);
  return answer.ending.exited_with(kMemoryStatus);
}

}  // namespace mustfail
