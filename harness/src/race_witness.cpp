#include "race_witness.hpp"

namespace mustfail {

RaceWitness judge_race(const Job& job, std::string_view errors) {
  RaceWitness witness;
  witness.reports = parse_tsan_report(errors);
  witness.lines = lines_in(witness.reports, job.variant->file.string());
  return witness;
}

}  // namespace mustfail
