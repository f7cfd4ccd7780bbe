#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "diagnostic/normalize.hpp"
#include "suite/directive.hpp"
#include "suite/expectation.hpp"
#include "toolchain/flags.hpp"
#include "toolchain/plugin.hpp"
#include "toolchain/toolchain.hpp"
#include "toolchain/toolchain_request.hpp"
#include "util/failure.hpp"

namespace mustfail {

class JsonObject;

/// What stops a compiler or a program that does not stop by itself.
struct Limits {
  std::chrono::seconds compile{60};
  std::chrono::seconds run{20};
  std::uint64_t memory_bytes = std::uint64_t{4}
                               << 30U;  ///< Resident, of a process and its children.
  std::uint64_t output_bytes = std::uint64_t{1} << 20U;  ///< Of each of stdout and stderr.
  int diagnostics = 0;  ///< The most that a rejected file may get, notes included; 0: any number.
  int lines = 0;        ///< The most lines that a compiler may print about one; 0: any number.
  int race_tries = 5;   ///< How often a naive program may run before it counts as not racing.
};

/// One thing that the library under test rejects.
struct Rule {
  std::string code;
  std::vector<std::string> unchecked;  ///< Flags that switch this rule off, and no other.
  std::filesystem::path page;          ///< Its documentation; empty when there is none.
  std::string analysis;  ///< RE2: what a compiler's own analysis says of the mistake; may be empty.
  std::optional<CheckedBy> checked_by;
};

/// What holds for the files of a suite that match: `"files"`.
struct FileDefaults {
  std::vector<std::string> match;  ///< Patterns below `cases`; see path_pattern.hpp.
  FileDirectives directives;
};

/// A suite.json, read and checked; every path in it absolute.
struct Suite {
  std::string name;
  std::filesystem::path file;
  std::filesystem::path cases;
  std::vector<FileDefaults> files;     ///< Empty: the usual names in folders are cases.
  std::vector<std::string> documents;  ///< Patterns, from the file's folder; see example.hpp.
  std::vector<std::string> prelude;    ///< Lines before each example.
  std::filesystem::path expected;
  std::string standard;  ///< For -std; empty: the compiler's own.
  Dialect dialect = Dialect::native;
  Strictness strictness;
  NotePolicy notes = NotePolicy::free;
  ExpectationPolicy expectations = ExpectationPolicy::required;
  CheckedBy checked_by = CheckedBy::syntax;
  std::vector<std::filesystem::path> include;
  std::string
      precompiled;  ///< The header to precompile, as `#include` names it; empty: none named.
  bool finds_headers = true;  ///< Then what files share is precompiled; see shared_headers.hpp.
  FlagSet flags;
  FlagSet link;  ///< After the sources, where a program is built.
  /// Of a second build of what must run, under a memory detector; a toolchain without: none such.
  FlagSet memory;
  std::vector<std::string> unchecked;  ///< Flags that switch every rule off; empty: no such switch.
  std::filesystem::path mutations;     ///< The file of what to take away; empty: only the rules.
  std::vector<PluginRequest> plugins;
  std::vector<ToolchainRequest> toolchains;      ///< Empty: every one on the machine.
  std::map<std::string, std::string> reference;  ///< Family -> toolchain whose wording is pinned.
  std::map<std::string, Rule> rules;
  std::string code_pattern;  ///< RE2; its first group is the code of a rule in a message.
  std::vector<NormalizeStep> normalize;  ///< The suite's own steps, after mustfail's.
  Limits limits;
};

/// Reads flags by toolchain, below the key.
FlagSet read_flags(JsonObject& from, std::string_view key);

/// Reads a suite file, and the one that it extends. Everything that is wrong with it is reported at
/// once. What the answer hangs on, also when it is a Failure, is added to `names`, if that is not
/// null: each file that was read, and each file or folder that was missed.
boost::system::result<Suite, Failures> load_suite(const std::filesystem::path& file,
                                                  std::set<std::filesystem::path>* names = nullptr);

/// The suite file to use when none was named: `suite.json` or `cases/suite.json`, here or in the
/// nearest folder above.
Result<std::filesystem::path> find_suite(const std::filesystem::path& from);

}  // namespace mustfail
