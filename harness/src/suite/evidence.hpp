#pragma once

#include <string_view>
#include <vector>

#include "suite/case.hpp"
#include "suite/comment.hpp"
#include "suite/suite.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// What a case's file may not do, because what is seen of it would then prove nothing:
///
/// - spell its rule's code in its own code: the error has to be the library's;
/// - move its line numbers (`#line`): the blame line has to be the one that a reader sees;
/// - speak to the race detector (`__tsan_...`, `no_sanitize`, `__SANITIZE_THREAD__`), in a header
///   beside it or in its flags neither, where a race, or that there is none, is evidence.
///
/// Only asked of a file that names a rule, or that is run. Comments may say what they like.
Failures check_evidence(const Variant& variant, std::string_view source,
                        const std::vector<Comment>& comments);

/// A file that has to be accepted, and whose own flags or text switch the suite's rules off, shows
/// nothing by that; one that says what harm it does may.
Failures check_switches(const Suite& suite, const Variant& variant, std::string_view source,
                        const std::vector<Comment>& comments);

}  // namespace mustfail
