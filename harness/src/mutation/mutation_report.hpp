#pragma once

#include <cstddef>
#include <vector>

#include "mutation/mutation_trial.hpp"
#include "suite/suite.hpp"

namespace mustfail {

/// Trials counted. The mutation score is killed / tried.
struct Score {
  std::size_t killed = 0;
  std::size_t survived = 0;
  std::size_t broken = 0;
  std::size_t skipped = 0;

  std::size_t tried() const { return killed + survived + broken; }
  double percent() const;
};

Score score_of(const std::vector<Trial>& trials);

/// One line a mutation, the survivors with what to do, and the score.
void print_table(const Suite& suite, const TrialResult& result, double seconds);

/// The same as JSON: docs/schema/mutations.schema.json.
void print_json(const Suite& suite, const TrialResult& result, double seconds);

/// Which mutations there are.
void print_mutations(const std::vector<Mutation>& mutations);

}  // namespace mustfail
