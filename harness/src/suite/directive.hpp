#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "suite/comment.hpp"
#include "suite/expectation.hpp"
#include "toolchain/condition.hpp"
#include "toolchain/flags.hpp"
#include "util/failure.hpp"

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

/// How a twin's language judges it otherwise than the C++ file beside it is judged.
struct Difference {
  std::string verdict;  ///< A code of rustc (`E0308`), `accepts` (Rust) or `clean` (Go).
  std::string reason;
};

/// Whether a diagnostic of severity `note` has to be expected, in the dialect `native`.
enum class NotePolicy {
  free,      ///< A note may come unasked.
  expected,  ///< A note that nothing asks for is as red as an error.
};

std::optional<NotePolicy> parse_note_policy(std::string_view text);

/// Whether a file that must be rejected has to say where, in the dialect `native`.
enum class ExpectationPolicy {
  required,
  optional,  ///< Where no expectation counts, the blessed snapshots alone pin the rejection.
};

std::optional<ExpectationPolicy> parse_expectation_policy(std::string_view text);

/// How much of a compiler a file goes through that is not run.
enum class CheckedBy {
  syntax,   ///< `-fsyntax-only`: as far as types and templates reach.
  codegen,  ///< Code is generated, and thrown away: `[[gnu::error]]`, `always_inline` that cannot
            ///< be.
};

std::optional<CheckedBy> parse_checked_by(std::string_view text);

/// What the `//@ key: value` lines of a file ask for. Everything is optional; the file's groups
/// (see group.hpp) and then the suite fill in.
struct Directives {
  std::optional<Mode> mode;
  std::optional<Dialect> dialect;
  std::string rule;
  int rule_line = 0;
  std::string standard;
  FlagSet flags;
  std::vector<Condition> only;
  std::vector<Condition> skip;
  std::vector<std::string> needs;
  int needs_line = 0;
  std::optional<Witness> witness;  ///< Not said: a race.
  std::vector<std::string> safe;   ///< What the offending lines have to be, in their order.
  std::string known_hole;  ///< Why the file compiles although it must not; empty: it must not.
  std::optional<std::chrono::seconds> timeout;
  std::optional<int> exit_code;
  std::optional<Difference> differs;  ///< Only in a twin.
  int differs_line = 0;
  bool fix_it_compiles = false;  ///< With the compiler's fix-it hints applied, the file compiles.
  std::optional<NotePolicy> notes;
  std::optional<ExpectationPolicy> expectations;
  std::optional<CheckedBy> checked_by;
  /// Flags that switch off what rejects the file, instead of the suite's; empty: there are none.
  std::optional<std::vector<std::string>> unchecked;
  std::optional<Strictness> strictness;
};

/// What `inner` says; where it says nothing, what `outer` says. Lists add up, the outer first.
Directives merged(Directives outer, const Directives& inner);

/// All directives of a file. `//@ revisions: a b` makes the file stand for one variant each, and
/// `//@[a] key: value` is for that one alone.
struct FileDirectives {
  Directives general;
  std::vector<std::string> revisions;  ///< As written; empty: the file is one variant.
  std::map<std::string, Directives> of_revision;

  /// What holds for a revision: its own directives over the general ones.
  Directives of(const std::string& revision) const;
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

/// The revisions that the comments name, without a word about mistakes.
std::vector<std::string> revisions_in(const std::vector<Comment>& comments);

/// Reads the directives among a file's comments. What is wrong is added to `failures`, each with
/// its line and, for an unknown key or revision, the nearest one.
FileDirectives parse_directives(const std::vector<Comment>& comments,
                                const std::filesystem::path& file, Failures& failures);

/// Reads one directive's value, as `//@ key: value` would, into `into`; for other places that say
/// the same things. The Failure has no place, and there is none when all is well.
std::optional<Failure> read_directive(std::string_view key, std::string_view value, int line,
                                      Directives& into);

}  // namespace mustfail
