#pragma once

#include <filesystem>
#include <vector>

#include "mutation/mutation.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// A copy of the part of an include folder that the mutation's header belongs to, with its words
/// replaced: put before the include folders, it hides the real one. The copy is the header's first
/// folder (`norace/` of `norace/traits.hpp`), or what stands beside it, so that a header which
/// includes its neighbours finds the copy's.
///
/// Its name below `root` comes from its bytes: the same mutation of the same library is the same
/// folder, which is what the result cache goes by, and several processes may make it at once.
Result<std::filesystem::path> make_overlay(const Mutation& mutation,
                                           const std::vector<std::filesystem::path>& include,
                                           const std::filesystem::path& root);

}  // namespace mustfail
