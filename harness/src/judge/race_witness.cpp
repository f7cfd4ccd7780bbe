#include "judge/race_witness.hpp"

#include "diagnostic/go_report.hpp"

namespace mustfail {

RaceWitness judge_race(const Job& job, std::string_view errors) {
  RaceWitness witness;
  const bool go = job.toolchain->family == Family::go;
  witness.reports = go ? parse_go_races(errors) : parse_tsan_report(errors);
  witness.lines = lines_in(witness.reports, job.variant->file.string());
  return witness;
}

}  // namespace mustfail
