#pragma once

#include <filesystem>

#include "plan/job.hpp"

namespace mustfail {

/// What shows that a green answer was one, where flags or a program's text make it doubtful: the
/// same is done with what has to be red.

/// A source that no compiler accepts which compiles at all: with `-###`, `-E` or `--help` among its
/// flags one ends well, and has looked at nothing.
constexpr std::string_view kNoProgram = "int mustfail_control = this_is_no_program;\n";

/// Whether the compile that the job is has a flag of which nobody here knows that it leaves it a
/// compile. Only such a one is asked for its control.
bool may_compile_nothing(const Job& job);

/// The job's compile, of a file that holds `kNoProgram`.
Command control_of_compile(const Job& job, const std::filesystem::path& file);

/// A source with a race that starts before `main`, and ends the program.
std::string_view planted_race();

/// Whether flags or the text of the program that `build` makes could switch off its race detector.
bool may_silence(const Job& build);

/// The build's command with `planted_race` in the file beside the program's own source.
Command build_of_control(const Job& build, const std::filesystem::path& file,
                         const std::filesystem::path& program);

}  // namespace mustfail
