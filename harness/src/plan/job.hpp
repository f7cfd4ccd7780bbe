#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "process/process.hpp"
#include "suite/case.hpp"
#include "suite/verify_source.hpp"
#include "toolchain/toolchain.hpp"

namespace mustfail {

/// What is done with a variant on a toolchain, in this order.
enum class Step {
  compile,         ///< With the rules on: naive must be rejected, the others must be accepted.
  counterfactual,  ///< Naive, the same bytes with the rules off: must compile.
  race,            ///< Naive, that build run under a race detector: must be seen to race.
  reason,          ///< Naive, with its offending line made safe and the rules on: must compile.
  witness,         ///< Naive, that build run: must show the other harm that the file names.
  run,             ///< Wrapped: must print what its snapshot says, and be clean.
  memory_build,    ///< Wrapped, built again with the suite's memory detector.
  memory,          ///< That build run: must print the same, and be clean.
  snapshot,        ///< Not a variant's: a file below `expected/` that nothing owns.
};

constexpr std::string_view name(Step step) {
  switch (step) {
    case Step::compile:
      return "compile";
    case Step::counterfactual:
      return "counterfactual";
    case Step::race:
      return "race";
    case Step::reason:
      return "reason";
    case Step::witness:
      return "witness";
    case Step::run:
      return "run";
    case Step::memory_build:
      return "memory-build";
    case Step::memory:
      return "memory";
    case Step::snapshot:
      return "snapshot";
  }
  return "?";
}

/// What has to be preprocessed before a compile in the dialect `verify`, to learn which comments
/// the compiler meets: VerifySource::probe. There is none where all are.
struct Probing {
  std::filesystem::path folder;  ///< Where the probes are written.
  std::string extension;
  Command command;
  /// The command's words that name probes, with what stands in front of the name.
  struct Word {
    std::size_t index = 0;
    std::string before;
    std::size_t probe = 0;
  };
  std::vector<Word> words;

  void put_into(const std::filesystem::path& new_folder) {
    folder = new_folder;
    for (const Word& each : words) {
      command.argv[each.index] =
          each.before + (folder / probe_name(each.probe, extension)).string();
    }
  }
};

/// What is done beside a compile for a file that says something about fix-it hints: the compiler
/// is asked for them, which changes what it prints, and a copy with the hints applied is compiled.
struct Fixing {
  Command hints;
  std::optional<Command> compile;  ///< Of the copy; none where nobody asks whether it compiles.
  std::filesystem::path copy;
};

/// What a compile's precompiled header has to be made with, where the plan may choose one.
struct HeaderWish {
  std::vector<std::string> flags;
  /// The same without the definitions that differ between a file's own compiles, and their names:
  /// a header that never mentions these does for all of them.
  std::vector<std::string> bare_flags;
  std::vector<std::string> macros;
};

/// One step of one variant on one toolchain, with the exact command. The pointers point into the
/// Discovery and the Probe that it was planned from, which have to outlive it.
struct Job {
  const Case* owner = nullptr;
  const Variant* variant = nullptr;
  const Toolchain* toolchain = nullptr;
  Step step = Step::compile;
  std::string skip;                   ///< Why the step is not done; then there is no command.
  Command command;                    ///< Plain: as a person would run it by hand.
  std::filesystem::path program;      ///< What the command builds; empty when it only checks.
  std::string by_hand;                ///< A line to paste into a shell that does the same.
  std::optional<std::size_t> header;  ///< The plan's precompiled header that may be used.
  /// Instead of it, where that one mentions one of these macros.
  std::optional<std::size_t> own_header;
  std::vector<std::string> header_macros;
  std::optional<HeaderWish> wish;
  std::optional<std::size_t> after;  ///< The job that builds what this one runs.
  std::filesystem::path source;      ///< What is compiled instead of the variant's file; or empty.
  std::string note;                  ///< For the reader: what was changed in it.
  int tries = 1;                     ///< How often to run it until the harm is seen.
  /// Where its detector writes what it sees, as `PREFIX.PID`: a program's own stderr proves
  /// nothing. Empty where there is none.
  std::filesystem::path report;
  bool checks_races = false;                   ///< The program is built with a race detector.
  bool checks_memory = false;                  ///< The program is built with a memory detector.
  std::shared_ptr<const VerifySource> verify;  ///< In the dialect `verify`: what is expected.
  VerifyOptions verify_options;
  std::optional<Probing> probing;
  std::optional<Fixing> fixing;
  /// The same compile with code generated, for when the plain one accepts what must be rejected:
  /// then a reader is told what rejects it after all. None where code is generated anyway.
  std::optional<Command> full;
};

/// Whether the job is a twin's; see twin.hpp.
bool is_twin(const Job& job);

/// What came of a job.
struct Outcome {
  ProcessResult process;
  int tries = 0;
  bool cached = false;
  std::string preprocessed;  ///< What the job's Probing named; see only_met_lines.
  bool is_probing = false;   ///< `process` is the job's Probing, which came to no end.
  std::string report;        ///< What the detector wrote, and not the program.
  bool forged = false;       ///< The program wrote it after all; see forgery.hpp.
  std::string silenced;      ///< Why it may be empty although there was something; or empty.
  /// Green, and what has to be red is green too: nothing was compiled, or the detector is off; see
  /// control.hpp.
  bool is_hollow = false;
  std::string hints;                   ///< What the job's Fixing printed.
  std::optional<ProcessResult> fixed;  ///< What came of compiling the copy.
  std::optional<ProcessResult> full;   ///< What came of the job's full compile.
};

}  // namespace mustfail
