#include "command/proposal_run.hpp"

#include <utility>

#include "cache/cache_size.hpp"
#include "cache/precompiled_store.hpp"
#include "cache/result_cache.hpp"
#include "command/run_command.hpp"
#include "command/run_environment.hpp"
#include "util/cache_folder.hpp"

namespace mustfail {

bool run_for_proposals(const Plan& planned, unsigned jobs, const std::filesystem::path& work_folder,
                       std::uint64_t cache_bytes, decltype(ExecuteOptions::on_outcome) on_outcome) {
  ExecuteOptions how;
  how.jobs = jobs == 0 ? default_jobs() : jobs;
  how.work_folder = work_folder;
  how.on_outcome = std::move(on_outcome);
  const auto root = cache_folder();
  ResultCache cache(root);
  PrecompiledStore headers(root.empty() ? work_folder : root);
  if (cache.enabled()) how.cache = &cache;
  how.headers = &headers;
  const Completion completion = execute(planned, how);
  note_growth(root, cache.written() + headers.written(), cache_bytes);
  if (completion.how != Completion::How::interrupted) return true;
  print({{{}, "interrupted: nothing was written", {}}});
  return false;
}

}  // namespace mustfail
