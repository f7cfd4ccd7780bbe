#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "suite/discovery.hpp"
#include "suite/suite.hpp"
#include "toolchain/toolchain.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// What a command line selects.
struct Selection {
  std::filesystem::path suite;          ///< Empty: looked for here and above.
  std::vector<std::string> filters;     ///< See Filter.
  std::vector<std::string> exact;       ///< The only `CASE/VARIANT`s; none: as the filters say.
  std::vector<std::string> toolchains;  ///< Empty: all.
  std::vector<std::string> rules;       ///< Empty: all; else the cases that name one of them.
  /// A toolchain that the suite names and that is not here is left out; else it is a failure.
  bool available = false;
};

/// Everything that has to be known before a job can be planned.
struct Prepared {
  Suite suite;
  std::vector<Case> cases;
  std::vector<Toolchain> toolchains;
  std::vector<Toolchain> twin_compilers;  ///< Of the languages that the cases have twins in.
  Failures left_out;  ///< See Selection::available; each says what brings its toolchain.
};

/// Loads, discovers and probes. Whatever is at fault (suite, command line, machine) is reported at
/// once, and then nothing is prepared. No failure at all means that Ctrl-C or its like came.
boost::system::result<Prepared, Failures> prepare(const Selection& selection);

/// The languages of these cases' twins that `--toolchain` leaves: all, or `rust` and `go` by name.
std::vector<Family> twin_languages(const std::vector<Case>& cases,
                                   const std::vector<std::string>& selected);

/// The suite that the selection means; `names` as in load_suite().
boost::system::result<Suite, Failures> select_suite(
    const Selection& selection, std::set<std::filesystem::path>* names = nullptr);

/// The rules that a case's variants name, each once: what `--rule` and CTest's labels go by, so
/// that a wrapped twin is selected with its naive file.
std::vector<std::string> rules_of(const Case& owner);

/// Leaves only the cases that name one of the rules; a rule that no case names is a failure.
Failures keep_rules(std::vector<Case>& cases, const std::vector<std::string>& rules);

}  // namespace mustfail
