#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace mustfail {

/// What differs between two machines that see the same thing.
struct NormalizeContext {
  std::filesystem::path case_folder;           ///< Its files are shown by their names.
  std::vector<std::filesystem::path> include;  ///< The library's files, as `#include` names them.
};

/// One step: its name, what it is for, and what it does to the whole text. Steps run in the order
/// of `normalize_steps`, which grows at its end only.
struct NormalizeStep {
  std::string_view name;
  std::string_view purpose;
  void (*apply)(std::string& text, const NormalizeContext& context);
};

const std::vector<NormalizeStep>& normalize_steps();

/// A compiler's words as a snapshot keeps them: the same on every machine and in every checkout.
std::string normalize(std::string text, const NormalizeContext& context);

/// A path as a snapshot names it: `naive.cpp`, `norace/thread.hpp`, `$SYSTEM/vector`.
std::string normal_path(const std::string& file, const NormalizeContext& context);

}  // namespace mustfail
