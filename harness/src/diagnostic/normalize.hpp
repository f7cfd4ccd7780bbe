#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "util/failure.hpp"

namespace mustfail {

struct NormalizeContext;

/// One step: its name, what it is for, and what it does to the whole text. Steps run in the order
/// of `normalize_steps`, which grows at its end only.
struct NormalizeStep {
  std::string name;
  std::string purpose;
  std::function<void(std::string& text, const NormalizeContext& context)> apply;
};

/// What differs between two machines that see the same thing.
struct NormalizeContext {
  std::filesystem::path case_folder;           ///< Its files are shown by their names.
  std::vector<std::filesystem::path> include;  ///< The library's files, as `#include` names them.
  std::vector<NormalizeStep> own = {};         ///< The suite's steps, which come after all of ours.
};

/// The steps that every suite has.
const std::vector<NormalizeStep>& normalize_steps();

/// A step of a suite's own: every match of the RE2 becomes the replacement, in which `\1` is the
/// first group; `^` and `$` stand for the ends of each line. The Failure has no place, and says
/// what is wrong with the three texts.
Result<NormalizeStep> replacing_step(std::string name, std::string pattern, std::string replace);

/// A compiler's words as a snapshot keeps them: the same on every machine and in every checkout.
std::string normalize(std::string text, const NormalizeContext& context);

/// Whether `pinned` is what `text` looked like to an earlier mustfail or an earlier suite, before
/// some steps at the end of ours, or at the end of the suite's, were added. Such a snapshot still
/// holds: it agrees with what was seen in more than it has to.
bool is_earlier_form(std::string_view pinned, std::string text, const NormalizeContext& context);

/// A path as a snapshot names it: `naive.cpp`, `norace/thread.hpp`, `$SYSTEM/vector`.
std::string normal_path(const std::string& file, const NormalizeContext& context);

}  // namespace mustfail
