#include "plan/compile_flags.hpp"

#include <algorithm>

#include "plan/printing_flags.hpp"
#include "toolchain/detector_options.hpp"

namespace mustfail {

namespace {

/// What makes a compiler's words readable for us: one line a diagnostic, nothing left out.
/// In the dialect `verify` nothing that changes which diagnostics there are: a limit that Clang's
/// own checker would meet is met here too.
std::vector<std::string> output_flags(Family family, Dialect dialect) {
  if (dialect == Dialect::verify) {
    if (family == Family::gcc) {
      return {"-fno-diagnostics-show-caret", "-fdiagnostics-color=never", "-fmessage-length=0",
              "-fno-diagnostics-show-option"};
    }
    return {"-fno-caret-diagnostics", "-fno-color-diagnostics", "-fmessage-length=0",
            "-fno-diagnostics-show-option"};
  }
  if (family == Family::gcc) {
    return {"-fno-diagnostics-show-caret", "-fdiagnostics-color=never", "-fmessage-length=0",
            "-ftemplate-backtrace-limit=0"};
  }
  return {"-fno-caret-diagnostics", "-fno-color-diagnostics", "-fmessage-length=0",
          "-ferror-limit=0", "-ftemplate-backtrace-limit=0"};
}

/// Whether the last word on it asks for an optimisation that is one.
bool optimises(const std::vector<std::string>& argv) {
  const auto level = std::find_if(argv.rbegin(), argv.rend(),
                                  [](const std::string& word) { return word.starts_with("-O"); });
  return level != argv.rend() && *level != "-O0";
}

/// Without `-Wno-...`, but for one that is another option's value.
std::vector<std::string> without_silencing(const std::vector<std::string>& flags) {
  std::vector<std::string> kept;
  for (std::size_t i = 0; i < flags.size(); ++i) {
    const bool is_value = i > 0 && flags[i - 1].starts_with("-X");
    if (is_value || !flags[i].starts_with("-Wno-")) kept.push_back(flags[i]);
  }
  return kept;
}

}  // namespace

CompileFlags compile_flags(const Suite& suite, const Variant& variant, const Toolchain& toolchain,
                           Product product, const std::vector<std::string>& extra) {
  CompileFlags result;
  const Directives& directives = variant.directives;
  const bool verifies = variant.mode == Mode::verify;
  const auto with = [&](const std::vector<std::string>& own) {
    std::vector<std::string> argv{toolchain.compiler.string()};
    const auto append = [&](const std::vector<std::string>& flags) {
      argv.insert(argv.end(), flags.begin(), flags.end());
    };
    append(toolchain.flags);
    const std::string& standard =
        directives.standard.empty() ? suite.standard : directives.standard;
    if (!standard.empty()) argv.push_back("-std=" + standard);
    append(suite.flags.of(toolchain));
    for (const auto& folder : suite.include) argv.push_back("-I" + folder.string());
    append(own);
    append(extra);
    if (verifies) result.verify = take_verify_flags(argv);
    drop_printing_flags(argv);
    append(output_flags(toolchain.family, verifies ? Dialect::verify : Dialect::native));
    // -O1: at -O0 Clang 14 and 19 do not instrument what they take for unshared locals, and miss
    // races. What dangles is seen at -O0 as well, which takes half the time to compile, and there
    // no optimiser removes the access. -g1 keeps the line tables that reports need. What the
    // suite's own optimisation would reject in a wrapped program is rejected.
    const bool for_memory = product == Product::memory_program;
    const bool keeps_level = !for_memory && variant.mode == Mode::run_pass && optimises(argv);
    if (product != Product::check) {
      argv.emplace_back("-g1");
      if (!keeps_level) argv.emplace_back(for_memory ? "-O0" : "-O1");
      argv.emplace_back("-pthread");
    }
    if (product == Product::race_program) argv.emplace_back("-fsanitize=thread");
    if (for_memory) {
      append(suite.memory.of(toolchain));
      append(memory_link_flags(toolchain.family));
    }
    return argv;
  };
  const auto own = directives.flags.of(toolchain);
  result.header_argv = with(without_silencing(own));
  result.argv = with(own);
  return result;
}

}  // namespace mustfail
