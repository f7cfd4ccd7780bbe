#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "judge/finding.hpp"
#include "mutation/mutation.hpp"
#include "run/execute.hpp"
#include "run/preparation.hpp"

namespace mustfail {

/// What became of a mutation.
enum class Fate {
  killed,    ///< Some case goes red, and is not red without it.
  survived,  ///< Every case that could notice it is judged as before: nothing tests this.
  broken,    ///< What it makes of the library does not compile, which proves nothing.
  skipped,   ///< It cannot be tried here; the reason says why.
};

std::string_view name(Fate fate);

/// A mutation and what it came to.
struct Trial {
  const Mutation* mutation = nullptr;
  Fate fate = Fate::survived;
  std::string by;         ///< `CASE/VARIANT on TOOLCHAIN`: the first that noticed.
  std::string reason;     ///< What it saw, or why there is none.
  std::size_t tried = 0;  ///< How many compiles it took.
};

/// What the verdict on a naive file, judged against the mutated library, says of the mutation.
enum class Notice {
  nothing,  ///< The verdict is as before.
  red,      ///< It compiles now, or the library rejects it in another way.
  broken,   ///< The compiler rejects it for a reason that is no rule's.
};
Notice notice_in(const Finding& finding, const Outcome& outcome);

struct TrialOptions {
  unsigned jobs = 1;
  std::filesystem::path work_folder;
  std::filesystem::path cache;  ///< Empty: nothing is kept.
  std::function<void(std::size_t alive, std::size_t compiles)> on_round;
};

struct TrialResult {
  std::vector<Trial> trials;  ///< One for each mutation, in their order.
  Completion::How how = Completion::How::finished;
  std::size_t compiles = 0;
  std::size_t cached = 0;
  std::uint64_t written = 0;  ///< Bytes added to the cache.
};

/// Tries every mutation on the naive files that could notice it, in rounds: each mutation that is
/// still alive gets a few more compiles, so that one that is noticed soon costs little. All of a
/// round run in parallel. Nothing is linked and nothing is run.
boost::system::result<TrialResult, Failures> try_mutations(const Prepared& prepared,
                                                           const std::vector<Mutation>& mutations,
                                                           const TrialOptions& options);

}  // namespace mustfail
