#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "process/process.hpp"
#include "toolchain/toolchain.hpp"

namespace mustfail {

/// A precompiled header that a plan may use: one for each toolchain and set of flags.
struct PrecompiledHeader {
  const Toolchain* toolchain = nullptr;
  std::vector<std::string> includes;  ///< `<norace/norace.hpp>`, `"/cases/a/b.hpp"`, in order.
  std::vector<std::string> flags;     ///< The compiler and every flag of the compiles that use it.
  Command command;                    ///< Its argv is `flags`; the store adds the files.
  bool is_named = true;  ///< The suite asked for it: then it is told when it cannot be made.
  /// GCC's plugin that instantiates templates before the header is written, so that its users need
  /// not; empty: there is none for this compiler.
  std::filesystem::path instantiator;
};

/// The plugin for this compiler beside our own program or in its `../lib/mustfail`; empty: none.
std::filesystem::path find_instantiator(const Toolchain& toolchain);

/// What is precompiled: the `#include`, and what the plugin is told.
std::string source_of(const PrecompiledHeader& header);

/// Whether what `#pragma GCC diagnostic` says in the header was kept beside it: GCC itself forgets
/// it. See harness/plugins/pragmas_gcc.cpp.
bool keeps_pragmas(const std::filesystem::path& folder);

/// The flags that make a compile use the precompiled header built in this folder.
std::vector<std::string> use_flags(const Toolchain& toolchain, const std::filesystem::path& folder);

/// Variables that change how a compiler's memory is mapped and nothing that it says: fewer page
/// faults, which are half of what a compile with a precompiled header costs.
std::vector<std::string> quick_environment(Family family, bool uses_header);

/// The command that builds it there, from `folder/mustfail_pch.hpp`.
std::vector<std::string> build_argv(const PrecompiledHeader& header,
                                    const std::filesystem::path& folder);

/// Whether something in a compile's result comes from our shortcuts: the compiler refused the
/// precompiled header, or it shows through, or the ForkServer does. It is to be compiled plainly.
bool shows_header(const ProcessResult& result);

/// Whether a flag names a file or a folder that is another one in another folder: a header that was
/// precompiled elsewhere is then not what the file would include.
bool names_relative_path(const std::vector<std::string>& argv);

/// Whether a header's text can tell how it was reached: a precompiled one was reached from a file
/// of ours, and in a compiler that had started, the case's file is not at the bottom.
bool tells_includer(std::string_view header);

/// The name of the file that holds the `#include`; no diagnostic of a case may ever mention it.
constexpr std::string_view kPrecompiledSource = "mustfail_pch.hpp";

/// Beside it: what a GCC compiles that waits with the header read, see serving.hpp. Nor this.
constexpr std::string_view kWaitingSource = "mustfail_pch.hpp.wait.cpp";

}  // namespace mustfail
