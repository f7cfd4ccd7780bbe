#include "suite/embedded.hpp"

#include <re2/re2.h>

#include <algorithm>

#include "util/piece.hpp"
#include "util/text.hpp"

namespace mustfail {

std::vector<EmbeddedProgram> find_embedded(std::string_view source,
                                           const std::vector<Comment>& comments) {
  std::vector<EmbeddedProgram> programs;
  if (source.find("MUSTFAIL") == std::string_view::npos) return programs;
  const std::string code = without_comments(source, comments);
  static const RE2 begin(R"(^\s*#\s*if\s+MUSTFAIL\s*\(\s*(\w+)\s*\)\s*$)");
  static const RE2 opens(R"(^\s*#\s*if)");
  static const RE2 parts(R"(^\s*#\s*el)");
  static const RE2 closes(R"(^\s*#\s*endif\b)");
  const auto lines = split_lines(code);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    EmbeddedProgram program;
    if (!RE2::FullMatch(piece(lines[i]), begin, &program.name)) continue;
    program.first_line = static_cast<int>(i) + 1;
    int depth = 0;
    for (std::size_t at = i + 1; at < lines.size() && program.last_line == 0; ++at) {
      if (RE2::PartialMatch(piece(lines[at]), opens)) ++depth;
      const bool closes_it = RE2::PartialMatch(piece(lines[at]), closes) && depth-- == 0;
      const bool is_else = depth == 0 && RE2::PartialMatch(piece(lines[at]), parts);
      if (closes_it || is_else) program.last_line = static_cast<int>(at) + 1;
    }
    if (program.last_line == 0) program.last_line = static_cast<int>(lines.size());
    programs.push_back(std::move(program));
  }
  return programs;
}

void add_embedded(const std::vector<EmbeddedProgram>& programs, FileDirectives& directives) {
  for (const EmbeddedProgram& each : programs) {
    Directives& own = directives.of_revision[each.name];
    const bool is_known =
        std::ranges::find(directives.revisions, each.name) != directives.revisions.end();
    if (!is_known) directives.revisions.push_back(each.name);
    own.mode = Mode::compile_fail;
    own.flags.groups.push_back(
        *flag_group("all", {"-DMUSTFAIL_RUNNING", "-DMUSTFAIL_" + each.name + "=1"}));
    own.unchecked = std::vector<std::string>{"-DMUSTFAIL_RUNNING", "-UMUSTFAIL_" + each.name,
                                             "-DMUSTFAIL_" + each.name + "=0"};
    if (!own.witness) own.witness = Witness{WitnessKind::none, {}, 0};
  }
}

void keep_embedded(Expectations& expectations, const std::string& name,
                   const std::vector<EmbeddedProgram>& programs) {
  const auto is_others = [&](const Expectation& each) {
    return std::ranges::any_of(programs, [&](const EmbeddedProgram& program) {
      return program.name != name && program.first_line <= each.written_line &&
             each.written_line <= program.last_line;
    });
  };
  std::erase_if(expectations.list, is_others);
  std::erase_if(expectations.fix_its, is_others);
}

}  // namespace mustfail
