#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "suite/case.hpp"
#include "suite/suite.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// What the stem says about what the file has to do, when no `mode` does; nothing when it says
/// nothing.
std::optional<Mode> mode_of_stem(std::string_view stem);

/// A variant's name by its file: the stem; the whole name where that is no `.cpp`.
std::string variant_name(const std::filesystem::path& file);

/// Reads a file: one variant, or one for each of its revisions. `defaults` are those of the file's
/// groups. A file in which something is wrong is no variant at all, and every mistake is added to
/// `failures` once.
std::vector<Variant> read_variants(const Suite& suite, const FileDirectives& defaults,
                                   const std::filesystem::path& file, Failures& failures);

/// The revisions that a file names; none where it cannot be read or names none.
std::vector<std::string> revisions_of(const std::filesystem::path& file);
/// The same; where it names none, those that the suite gives it.
std::vector<std::string> revisions_of(const Suite& suite, const std::filesystem::path& file);

}  // namespace mustfail
