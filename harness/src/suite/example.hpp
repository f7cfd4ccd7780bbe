#pragma once

#include <vector>

#include "suite/case.hpp"
#include "suite/suite.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// The examples in the suite's documents as cases: one for each document, named by its path, a
/// variant `line-N` for each block. What is wrong in them is added to `failures`.
std::vector<Case> read_examples(const Suite& suite, Failures& failures);

/// The documents that the suite's patterns name, in order, each once. A pattern that names none is
/// a failure.
std::vector<std::filesystem::path> documents_of(const Suite& suite, Failures& failures);

}  // namespace mustfail
