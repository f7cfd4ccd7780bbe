#include "run/forgery.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "suite/comment.hpp"
#include "toolchain/detector_options.hpp"

namespace mustfail {

namespace {

/// An exit status that neither a detector nor the suite asks for.
constexpr int kOtherStatus = 91;

bool is_report_of(const Job& job, std::string_view path) {
  return !job.report.empty() && path.starts_with(job.report.string() + ".");
}

/// Whether the name leads to the job's own program.
bool is_own_program(const Job& job, std::string_view path) {
  return path == job.command.argv.front() || (path.starts_with("/proc/") && path.ends_with("/exe"));
}

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

bool has_linked_report(const Job& job, const ProcessResult& run) {
  return run.asked && std::ranges::any_of(run.asked->linked, [&](const std::string& each) {
           return is_report_of(job, each);
         });
}

std::string why_silenced(const Job& job, const ProcessResult& run) {
  if (!run.asked || job.report.empty()) return {};
  const auto is_report = [&](const std::string& each) { return is_report_of(job, each); };
  if (std::ranges::any_of(run.asked->names, is_report) ||
      std::ranges::any_of(run.asked->written, is_report)) {
    return "its detector began a report, and there is none";
  }
  // The options are in a variable of it, and so is where to report.
  const auto options = std::ranges::find_if(job.command.environment, [](const std::string& each) {
    return each.starts_with("TSAN_OPTIONS=") || each.starts_with("ASAN_OPTIONS=");
  });
  for (const FilesAsked::Started& each : run.asked->started) {
    const bool is_told = options == job.command.environment.end() ||
                         std::ranges::find(each.environment, *options) != each.environment.end();
    if (is_own_program(job, each.program) && !is_told) {
      return "it starts itself again, and its detector with other options";
    }
  }
  return {};
}

bool is_forged(const Job& job, const ProcessResult& answer, std::string_view report) {
  if (job.checks_races) return !report.empty() || answer.ending.exited_with(kRaceStatus);
  return answer.ending.exited_with(kMemoryStatus);
}

}  // namespace mustfail
