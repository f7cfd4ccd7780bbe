#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>

#include "plan/plan.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// What is still asked when a job has ended, before its outcome counts: the full compile of what
/// the plain one should have rejected, its compiler's fix-it hints, whether a green answer could
/// have been red at all (see control.hpp), and whether it was the detector that spoke (see
/// forgery.hpp).
class SecondLook {
 public:
  using Then = std::function<void(ProcessResult)>;
  /// Runs a command beside the others and hands on its result, unless the run is stopped meanwhile.
  using Launch = std::function<void(Command, Then)>;
  /// Takes the outcome with all that was learnt.
  using Done = std::function<void(std::size_t index, const Outcome& outcome)>;

  /// Files and programs that it makes are in `work_folder` only while they are needed.
  SecondLook(const Plan& plan, std::filesystem::path work_folder, Launch launch, Done done);

  /// A job that showed its harm: a race, a deadlock, an exit status.
  void at_witness(std::size_t index, const Outcome& outcome);
  /// Any other job.
  void at(std::size_t index, const Outcome& outcome);

 private:
  void ask_detector(std::size_t index, const Outcome& outcome);
  void control_compile(std::size_t index, const Outcome& outcome);
  void control_detector(std::size_t index, const Outcome& outcome);
  void run_control(std::size_t index, const Outcome& outcome, const std::filesystem::path& program,
                   int tries);
  /// The compile is known to have looked at its file.
  void at_controlled(std::size_t index, const Outcome& outcome);
  void compile_copy(std::size_t index, const Outcome& outcome);
  /// What could not be asked leaves the job without an answer: a fault of the machine.
  void give_up(std::size_t index, const Outcome& outcome, const Failure& problem);

  const Plan& plan_;
  std::filesystem::path work_folder_;
  Launch launch_;
  Done done_;
};

/// A program starts in a folder of its own, empty: it finds nothing that another one left.
void make_own_folder(const Job& job);

}  // namespace mustfail
