#pragma once

#include <string>
#include <string_view>

#include "plan/job.hpp"

namespace mustfail {

/// A program that knows where its detector writes can write a report there itself, and end with the
/// detector's status: the environment tells it both. So the detector is asked: it is switched off,
/// or told another status, and what comes all the same comes from the program.

/// Whether the program's text holds what it would take. Only such a program is asked about.
bool may_forge(const Job& job);

/// The job's command for the question.
Command question_to_detector(const Job& job);

/// Whether the answer, a run of that command, shows that the program speaks for its detector.
bool is_forged(const Job& job, const ProcessResult& answer, std::string_view report);

/// Whether the program put a file where its detector's reports are, which it did not write there.
bool has_linked_report(const Job& job, const ProcessResult& run);

/// Why a detector that reports nothing may have seen something: it opened its report, or did not
/// know any more where to write it. Empty: there is no sign of that.
std::string why_silenced(const Job& job, const ProcessResult& run);

}  // namespace mustfail
