#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
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
  const ReadyHeader* ready_for(const Job& job);
  /// Whether GCC may have said in this result what a pragma in the header silences: it forgets such
  /// pragmas with a precompiled one. A header that this happens to more often than not is not used
  /// any more.
  bool has_lost_pragma(const Job& job, const ProcessResult& result);
  /// The header that the job is to use: the one that it shares, or its own where that mentions
  /// what the job defines.
  std::optional<std::size_t> header_of(const Job& job);

 private:
  struct Header {
    enum class State { unused, wanted, building, ready, failed };

    State state = State::unused;
    std::size_t users = 0;           ///< Jobs that are to be run and may use it.
    std::size_t possible_users = 0;  ///< Jobs whose own it is, where the shared one does not do.
    ReadyHeader ready;
    std::vector<std::size_t> waiting;
    bool has_pragmas = false;  ///< GCC's, about diagnostics, in a header that is not the system's.
    int looked_at = 0;         ///< Compiles that used such a header, and
    int lost_pragmas = 0;      ///< how many of them warned, and were done again.
    std::map<std::vector<std::string>, bool> mentions;  ///< Whether it does, by macros' names.
  };

  static void become_ready(Header& header, const PrecompiledHeader& planned, ReadyHeader ready);
  void need_own(std::size_t number);
  bool does_not_do(const Job& job);

  const Plan& plan_;
  PrecompiledStore* store_;
  std::vector<Header> headers_;
};

}  // namespace mustfail
