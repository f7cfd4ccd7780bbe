#include "report/witness_count.hpp"

#include <string>
#include <utility>

namespace mustfail {

std::map<WitnessKind, std::size_t> count_witnesses(const std::vector<Finding>& findings) {
  struct File {
    WitnessKind kind = WitnessKind::race;
    bool holds = false;
    bool fails = false;
  };
  std::map<std::pair<std::string, std::string>, File> files;
  for (const Finding& each : findings) {
    if (each.step != Step::race && each.step != Step::witness) continue;
    File& file = files[{each.case_name, each.variant}];
    file.kind = each.witness;
    file.holds |= each.verdict == Verdict::pass || each.witness == WitnessKind::none;
    file.fails |= is_red(each.verdict);
  }
  std::map<WitnessKind, std::size_t> counts;
  for (const auto& [name, file] : files) {
    if (file.holds && !file.fails) ++counts[file.kind];
  }
  return counts;
}

}  // namespace mustfail
