#include "run/second_look.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "run/control.hpp"
#include "run/forgery.hpp"
#include "run/job_command.hpp"
#include "toolchain/detector_report.hpp"
#include "util/files.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// A detector that sees nothing this often is switched off: each run may miss a race.
constexpr int kControls = 5;

void remove_file(const fs::path& file) {
  std::error_code ignored;
  fs::remove(file, ignored);
}

}  // namespace

SecondLook::SecondLook(const Plan& plan, fs::path work_folder, Launch launch, Done done)
    : plan_(plan),
      work_folder_(std::move(work_folder)),
      launch_(std::move(launch)),
      done_(std::move(done)) {}

void SecondLook::at_witness(std::size_t index, const Outcome& outcome) {
  if (may_forge(plan_.jobs[index])) {
    ask_detector(index, outcome);
  } else {
    at(index, outcome);
  }
}

void SecondLook::at(std::size_t index, const Outcome& outcome) {
  const bool is_well = outcome.process.ending.exited_with(0);
  if (is_well && may_compile_nothing(plan_.jobs[index])) {
    control_compile(index, outcome);
  } else {
    at_controlled(index, outcome);
  }
}

void SecondLook::at_controlled(std::size_t index, const Outcome& outcome) {
  const Job& job = plan_.jobs[index];
  const bool is_well = outcome.process.ending.exited_with(0);
  if (job.step == Step::run && job.checks_races && is_well && outcome.report.empty() &&
      may_silence(plan_.jobs[*job.after])) {
    return control_detector(index, outcome);
  }
  if (job.full && !outcome.full && is_well) {
    return launch_(*job.full, [this, index, outcome](ProcessResult result) {
      Outcome with = outcome;
      with.full = std::move(result);
      at_controlled(index, with);
    });
  }
  if (!job.fixing) return done_(index, outcome);
  launch_(job.fixing->hints, [this, index, outcome](ProcessResult result) {
    Outcome hinted = outcome;
    hinted.hints = std::move(result.errors);
    compile_copy(index, hinted);
  });
}

void SecondLook::ask_detector(std::size_t index, const Outcome& outcome) {
  const Job& job = plan_.jobs[index];
  make_own_folder(job);
  prepare_report(job.report);
  launch_(question_to_detector(job), [this, index, outcome](const ProcessResult& answer) {
    const Job& asked = plan_.jobs[index];
    Outcome known = outcome;
    const std::string report = take_report(asked.report, asked.command.output_limit);
    known.forged = known.forged || is_forged(asked, answer, report);
    done_(index, known);
  });
}

/// Compiles in the same way what no compiler accepts.
void SecondLook::control_compile(std::size_t index, const Outcome& outcome) {
  const fs::path file = work_folder_ / fmt::format("{}-control.cpp", index);
  const auto written = write_file(file, kNoProgram, Durability::lazy);
  if (!written) return give_up(index, outcome, written.error());
  launch_(control_of_compile(plan_.jobs[index], file),
          [this, index, outcome, file](const ProcessResult& result) {
            remove_file(file);
            Outcome known = outcome;
            known.is_hollow = result.ending.exited_with(0);
            // One that was stopped has told nothing.
            const bool is_told = result.ending.how == Ending::How::exited;
            if (!is_told) known.process.ending = result.ending;
            is_told && !known.is_hollow ? at_controlled(index, known) : done_(index, known);
          });
}

/// Builds the program with a race in it, and runs that: its detector has to see it.
void SecondLook::control_detector(std::size_t index, const Outcome& outcome) {
  const Job& build = plan_.jobs[*plan_.jobs[index].after];
  const fs::path program = work_folder_ / fmt::format("{}-control", index);
  const fs::path file = program.string() + ".cpp";
  const auto written = write_file(file, planted_race(), Durability::lazy);
  if (!written) return give_up(index, outcome, written.error());
  Command command = build_of_control(build, file, program);
  set_variable(command.environment, "TMPDIR", work_folder_.string());
  launch_(std::move(command), [this, index, outcome, file, program](const ProcessResult& built) {
    remove_file(file);
    if (built.ending.exited_with(0)) return run_control(index, outcome, program, kControls);
    Outcome untried = outcome;
    untried.is_hollow = true;  // a flag may bring what switches it off into both sources
    done_(index, untried);
  });
}

void SecondLook::run_control(std::size_t index, const Outcome& outcome, const fs::path& program,
                             int tries) {
  const Job& job = plan_.jobs[index];
  make_own_folder(job);
  prepare_report(job.report);
  Command run = job.command;
  run.argv.front() = program.string();
  launch_(std::move(run), [this, index, outcome, program, tries](const ProcessResult&) {
    const Job& controlled = plan_.jobs[index];
    Outcome known = outcome;
    known.is_hollow = take_report(controlled.report, controlled.command.output_limit).empty();
    if (known.is_hollow && tries > 1) return run_control(index, outcome, program, tries - 1);
    remove_file(program);
    done_(index, known);
  });
}

void SecondLook::give_up(std::size_t index, const Outcome& outcome, const Failure& problem) {
  Outcome untold = outcome;
  untold.process.ending = {Ending::How::not_started, EIO};
  untold.process.errors = problem.what;
  done_(index, untold);
}

void SecondLook::compile_copy(std::size_t index, const Outcome& outcome) {
  const Job& job = plan_.jobs[index];
  if (!write_fixed_copy(job, outcome.hints)) return done_(index, outcome);
  launch_(*job.fixing->compile, [this, index, outcome](ProcessResult result) {
    remove_file(plan_.jobs[index].fixing->copy);
    Outcome fixed_too = outcome;
    fixed_too.fixed = std::move(result);
    done_(index, fixed_too);
  });
}

void make_own_folder(const Job& job) {
  if (!job.after || is_twin(job)) return;
  std::error_code ignored;
  fs::remove_all(job.command.folder, ignored);
  fs::create_directories(job.command.folder, ignored);
}

}  // namespace mustfail
