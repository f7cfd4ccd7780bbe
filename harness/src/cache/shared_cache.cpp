#include "cache/shared_cache.hpp"

#include <memory>

#include "util/digest.hpp"

namespace mustfail {

std::string remote_name(const EntryName& entry) {
  return Digest().add("1").add(entry.kind).add(entry.key).finish() +
         Digest().add("2").add(entry.kind).add(entry.key).finish();
}

void SharedCache::bring(const EntryName& entry, std::function<void(bool)> done) {
  remote_.get(remote_name(entry),
              [this, entry, done = std::move(done)](const std::optional<std::string>& bytes) {
                const bool taken = bytes && local_.accept(entry, *bytes);
                rejected_ += bytes && !taken ? 1U : 0U;
                done(taken);
              });
}

void SharedCache::fetch(const Job& compile, std::vector<const Job*> runs,
                        std::function<void()> done) {
  bring(local_.key_entry(compile),
        [this, &compile, runs = std::move(runs), done = std::move(done)](bool here) mutable {
          if (!here) return done();
          const auto list = local_.missing_list(compile);
          const auto go_on = [this, &compile, runs = std::move(runs),
                              done = std::move(done)](bool listed) mutable {
            const std::string built = listed ? local_.name_of_result(compile) : std::string();
            if (built.empty()) return done();
            bring({"outcome", built}, [this, built, runs = std::move(runs),
                                       done = std::move(done)](bool known) mutable {
              if (!known) return done();
              ++fetched_;
              fetch_outcomes(built, std::move(runs), std::move(done));
            });
          };
          list ? bring(*list, go_on) : std::function<void(bool)>(go_on)(true);
        });
}

void SharedCache::fetch_outcomes(const std::string& built, std::vector<const Job*> runs,
                                 std::function<void()> done) {
  if (runs.empty()) return done();
  const Job* last = runs.back();
  runs.pop_back();
  bring(local_.run_entry(*last, built),
        [this, built, runs = std::move(runs), done = std::move(done)](bool known) mutable {
          fetched_ += known ? 1U : 0U;
          known ? fetch_outcomes(built, std::move(runs), std::move(done)) : done();
        });
}

void SharedCache::store(const EntryName& entry) {
  if (auto bytes = local_.bytes_of(entry)) remote_.put(remote_name(entry), *std::move(bytes));
}

void SharedCache::store_compile(const Job& compile, const std::string& built) {
  if (built.empty()) return;
  // What points at something comes after it.
  store({"outcome", built});
  if (const auto list = local_.list_entry(compile)) store(*list);
  store(local_.key_entry(compile));
}

void SharedCache::store_run(const Job& run, const std::string& built) {
  if (!built.empty()) store(local_.run_entry(run, built));
}

}  // namespace mustfail
