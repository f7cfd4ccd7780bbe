#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "suite/directive.hpp"
#include "suite/suite.hpp"
#include "util/failure.hpp"
#include "util/json_file.hpp"

namespace mustfail {

/// The defaults that `group.json` files give to the variants below their folders: the same things
/// that a file's directives say. A folder's own say over those of the folders around it.
class Groups {
 public:
  explicit Groups(const Suite& suite) : suite_(suite) {}

  /// What holds for a file in this folder, which is the suite's `cases` or below it. Each file is
  /// read once; what is wrong in it is added to `failures`.
  const Directives& of(const std::filesystem::path& folder);

  /// How the expectations of a file in this folder are meant, unless the file says otherwise.
  Dialect dialect_of(const std::filesystem::path& folder) {
    return of(folder).dialect.value_or(suite_.dialect);
  }

  Failures failures;

 private:
  const Suite& suite_;
  std::map<std::string, Directives> known_;  ///< By folder.
};

/// Reads one `group.json`. A rule in it has to be one of the suite's.
Directives read_group(const std::filesystem::path& file, const Suite& suite, Failures& failures);

/// Reads `"files"` of a suite.json.
std::vector<FileDefaults> read_file_defaults(JsonObject& top, const JsonFile& json,
                                             const Suite& suite, Failures& failures);

/// Whether the suite's `"files"` name this one.
bool is_named(const Suite& suite, const std::filesystem::path& file);

/// What holds for a file: what its groups say, and over that what `"files"` say of it.
FileDirectives defaults_of(const Suite& suite, const std::filesystem::path& file,
                           const Directives& group);

}  // namespace mustfail
