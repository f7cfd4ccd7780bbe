#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cache/precompiled_store.hpp"
#include "plan/plan.hpp"
#include "process/process.hpp"

namespace mustfail {

/// The ways of a plan's precompiled headers through one run: which are worth their making, which
/// are there, and which jobs wait for one. It starts no program itself.
class RunHeaders {
 public:
  /// Without a store no header is ever wanted.
  RunHeaders(const Plan& plan, PrecompiledStore* store);

  /// One more job could use its header: at some point that is worth its making.
  void count_user(const Job& job);
  /// Those that are worth it and not begun.
  std::vector<std::size_t> wanted() const;
  bool is_wanted(std::size_t header) const;
  /// Begins one: the folder that it is to be made in, or nothing when it cannot be.
  std::optional<std::filesystem::path> begin(std::size_t header);
  /// What makes it there.
  Command command(std::size_t header, const std::filesystem::path& folder) const;
  /// Its making has ended, and read these: whether it is there now.
  bool end(std::size_t header, const std::filesystem::path& folder, const ProcessResult& result,
           const std::optional<Inputs>& inputs);
  /// What to tell of one that is not: all is right without it, but slow, and nothing else says so.
  std::string complaint(std::size_t header, const ProcessResult& result) const;

  /// Whether the job has to wait for its header, which is being made; it is then remembered.
  bool has_to_wait(std::size_t job);
  /// The jobs that waited for it, in their order; they are forgotten.
  std::vector<std::size_t> take_waiting(std::size_t header);
  /// The header that the job can use now; none: it compiles plainly.
  const ReadyHeader* ready_for(const Job& job) const;

 private:
  struct Header {
    enum class State { unused, wanted, building, ready, failed };

    State state = State::unused;
    std::size_t users = 0;  ///< Jobs that are to be run and may use it.
    ReadyHeader ready;
    std::vector<std::size_t> waiting;
  };

  const Plan& plan_;
  PrecompiledStore* store_;
  std::vector<Header> headers_;
};

}  // namespace mustfail
