#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "comment.hpp"
#include "condition.hpp"
#include "failure.hpp"

namespace mustfail {

/// What a variant has to do. The file's stem decides unless a `mode` directive does; in the dialect
/// `verify` it is always Mode::verify.
enum class Mode {
  compile_fail,
  compile_pass,
  run_pass,
  verify,  ///< The compiler says exactly what the file's -verify directives expect.
};

std::string_view name(Mode mode);

/// How a file's expectations are meant.
enum class Dialect {
  native,  ///< The blame line counts too, rules have codes, notes need no expectation.
  verify,  ///< As `clang -Xclang -verify` means them.
};

std::optional<Dialect> parse_dialect(std::string_view text);

/// What a naive program has to show when it runs with the rules off.
enum class WitnessKind {
  race,      ///< ThreadSanitizer reports a data race.
  memory,    ///< The suite's memory detector reports what dangles, or is null.
  deadlock,  ///< ThreadSanitizer reports two locks taken in both orders.
  exit,      ///< It ends with this exit status.
  signal,    ///< It is killed by this signal: an exception that nobody catches, an abort.
  none,      ///< Nothing, for the reason that the file gives.
};

std::string_view name(WitnessKind kind);

/// The run-time evidence that a naive file brings beyond its compile.
struct Witness {
  WitnessKind kind = WitnessKind::race;
  std::string reason;  ///< Why there is none, as the file says.
  int code = 0;        ///< The exit status, or the signal.
};

/// What the `//@ key: value` lines of a file ask for. Everything is optional; the suite fills in.
struct Directives {
  std::optional<Mode> mode;
  std::optional<Dialect> dialect;
  std::string rule;
  int rule_line = 0;
  std::string standard;
  std::vector<std::string> flags;
  std::vector<Condition> only;
  std::vector<Condition> skip;
  std::vector<std::string> needs;
  int needs_line = 0;
  std::optional<Witness> witness;  ///< Not said: a race.
  std::vector<std::string> safe;   ///< What the offending lines have to be, in their order.
  std::string known_hole;  ///< Why the file compiles although it must not; empty: it must not.
  std::optional<std::chrono::seconds> timeout;
  std::optional<int> exit_code;
};

/// What the file has to show when it runs; a race when it does not say.
inline Witness witness_of(const Directives& directives) {
  return directives.witness.value_or(Witness{});
}

/// Every key that a directive may have.
const std::vector<std::string>& directive_keys();

/// Whether the comment is `//@ KEY: ...` with a key that exists: how other people's files, which
/// may say `//@` for reasons of their own, are read.
bool is_known_directive(const Comment& comment);

/// Reads the directives among a file's comments. What is wrong is added to `failures`, each with
/// its line and, for an unknown key, the nearest one.
Directives parse_directives(const std::vector<Comment>& comments, const std::filesystem::path& file,
                            Failures& failures);

}  // namespace mustfail
