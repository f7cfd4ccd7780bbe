#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "suite/comment.hpp"
#include "suite/directive.hpp"

namespace mustfail {

/// A program that must not compile within a file that does, such as a unit test's:
///
///     #if MUSTFAIL(does_not_take_a_view)
///     ...
///     #endif
struct EmbeddedProgram {
  std::string name;
  int first_line = 0;  ///< Of the `#if`.
  int last_line = 0;   ///< Of its `#endif`, or of an `#else`.
};

/// Those of a file, in order. `comments` are all of the file's.
std::vector<EmbeddedProgram> find_embedded(std::string_view source,
                                           const std::vector<Comment>& comments);

/// Makes each of them a revision, which must fail, and must not without its lines.
void add_embedded(const std::vector<EmbeddedProgram>& programs, FileDirectives& directives);

/// Takes away the expectations that stand in another one than this.
void keep_embedded(Expectations& expectations, const std::string& name,
                   const std::vector<EmbeddedProgram>& programs);

}  // namespace mustfail
