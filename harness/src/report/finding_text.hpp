#pragma once

#include <string>

#include "judge/finding.hpp"
#include "report/report.hpp"

namespace mustfail {

/// `file:line`, relative to the repository: the line that the finding is about, when it is of the
/// variant's own file.
std::string place_of(const Finding& finding, const RunStart& start);

/// That line; 0 when there is none.
int line_of(const Finding& finding);

/// `counter/local/naive on gcc-12, compile`, or the stale snapshot's name.
std::string title_of(const Finding& finding);

/// What a person has to know about a finding that is red: the place, what was seen, the details,
/// what to do, how to do it by hand. Several lines.
std::string explanation_of(const Finding& finding, const RunStart& start);

/// What the compiler said, a line for each diagnostic and note, as compilers print them.
std::string printed(const Finding& finding, const RunStart& start);

}  // namespace mustfail
