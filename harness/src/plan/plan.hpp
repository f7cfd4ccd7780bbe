#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "plan/job.hpp"
#include "plan/precompiled.hpp"
#include "suite/case.hpp"
#include "suite/suite.hpp"
#include "toolchain/toolchain.hpp"

namespace mustfail {

/// What is to be done.
struct Plan {
  std::vector<Job> jobs;
  std::vector<PrecompiledHeader> headers;  ///< Those that some job may use.
};

/// The evidence beyond the compile that is asked for.
struct Witnesses {
  bool counterfactual = true;
  bool race = true;     ///< Needs the counterfactual's build, and plans it too; as do the next two.
  bool memory = true;   ///< What must run is run under the memory detector as well.
  bool reason = false;  ///< The offending line made safe has to compile. Not asked for by default.
  bool other = true;    ///< What a naive file shows instead: a deadlock, an exit status, a signal.
  bool running = true;  ///< What must run is run; else it is only compiled.
  bool rust = true;     ///< The Rust twins; see twin.hpp.
  bool go = true;       ///< The Go twins.
  /// With every toolchain; else each file with one, in turn the reference of one family and of the
  /// other (see witnesses_on), while the others only compile what they have to reject or accept.
  /// What a program does differs less between compilers than what they reject.
  /// The memory of what must run is then not looked at.
  bool everywhere = true;
};

/// Every job of these cases on these toolchains: for each variant and toolchain its steps in order,
/// a skipped one with its reason; then those of the case's twins. A job's `after` is an index into
/// the same list. Programs are built into `work_folder`, which has to exist.
Plan plan(const Suite& suite, const std::vector<Case>& cases,
          const std::vector<Toolchain>& toolchains, const std::filesystem::path& work_folder,
          const Witnesses& witnesses = {}, const std::vector<Toolchain>& twin_compilers = {});

/// Why the variant is not for this toolchain (`only`, `skip`, `needs`); empty when it is.
std::string skip_reason(const Variant& variant, const Toolchain& toolchain);

}  // namespace mustfail
