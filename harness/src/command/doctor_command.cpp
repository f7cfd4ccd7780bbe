#include "command/doctor_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "command/missing_part.hpp"
#include "command/run_command.hpp"
#include "diagnostic/normalize.hpp"
#include "process/process.hpp"
#include "suite/discovery.hpp"
#include "toolchain/probe.hpp"
#include "util/cache_folder.hpp"
#include "util/files.hpp"
#include "util/terminal.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

void print_toolchain(const Toolchain& toolchain, const Terminal& terminal) {
  say("{}  {}\n", Ready{terminal.styled(toolchain.name, fmt::emphasis::bold)},
      toolchain.version_text);
  say("  compiler         {}\n", toolchain.compiler.string());
  say("  target           {}\n", toolchain.target);
  if (!toolchain.symbolizer.empty()) {
    say("  symbolizer       {}\n", toolchain.symbolizer.string());
  }
  for (const Feature& each : toolchain.features) {
    say("  {:<15}  {}\n", each.name,
        Ready{each.present() ? terminal.styled("yes", fmt::fg(fmt::terminal_color::green))
                             : terminal.styled("no", fmt::fg(fmt::terminal_color::yellow)) + ": " +
                                   visible(each.missing)});
  }
}

/// A language that C++ files may have twins in. Missing it is no fault: its twins are skipped.
void print_twin_compiler(const Toolchain& compiler, const Terminal& terminal) {
  if (compiler.compiler.empty()) {
    say("{}\n", Ready{terminal.styled(compiler.name, fmt::emphasis::bold)});
    const Feature& feature = compiler.features.front();
    say("  {:<15}  {}: {}\n", "twins",
        Ready{terminal.styled("no", fmt::fg(fmt::terminal_color::yellow))}, feature.missing);
    return;
  }
  Toolchain shown = compiler;
  shown.features.front().name = "twins";
  print_toolchain(shown, terminal);
}

/// Whether it can be known which files a program reads; see FileWatch.
bool sees_files_of_programs() {
  Command nothing;
  nothing.argv = {"/bin/true"};
  nothing.folder = "/";
  nothing.is_watched = true;
  return run_to_end(nothing).asked.has_value();
}

}  // namespace

ExitStatus doctor_command(const Selection& selection) {
  const Terminal terminal(stdout);
  ProbeRequest request{{}, selection.toolchains, {}, cache_folder()};
  bool suite_is_sound = true;
  std::vector<NormalizeStep> own_steps;
  std::vector<Case> cases;
  const auto suite = select_suite(selection);
  if (suite) {
    say("suite   {}\n", display_path(suite->file).string());
    if (auto found = discover(*suite, Filter({}))) {
      cases = std::move(found->cases);
      request.twins = twin_languages(cases, {});
    }
    request.named = suite->toolchains;
    request.plugins = suite->plugins;
    own_steps = suite->normalize;
  } else if (!selection.suite.empty() || !suite.error().front().place.file.empty()) {
    print(suite.error());
    suite_is_sound = false;
  } else {
    say("suite   none here\n");
  }
  say("memory  {}\n", request.memory.empty() ? "none: HOME is not set" : request.memory.string());
  if (!sees_files_of_programs()) {
    say("runs    each is done again: the kernel does not tell what they read (seccomp)\n");
  }
  say("\n");
  const Probe probe = probe_toolchains(request);
  if (probe.interrupted) return refuse({});
  for (const Toolchain& each : probe.toolchains) print_toolchain(each, terminal);
  for (const Toolchain& each : probe.twin_compilers) print_twin_compiler(each, terminal);
  say("\nfeatures that a case may ask for with //@ needs:\n");
  for (const FeatureKind& kind : feature_kinds()) say("  {:<15}  {}\n", kind.name, kind.meaning);
  for (const PluginRequest& plugin : request.plugins)
    say("  {:<15}  the suite's plugin {}\n", plugin.feature, display_path(plugin.file).string());
  say("\nsteps that a compiler's words go through before they are compared:\n");
  std::vector<NormalizeStep> steps = normalize_steps();
  steps.insert(steps.end(), own_steps.begin(), own_steps.end());
  for (const NormalizeStep& step : steps) {
    say("  {:<15}  {}\n", step.name, step.purpose);
  }
  if (suite) say("\n{}", Ready{visible(missing_text(missing_parts(*suite, cases, probe)), true)});
  std::fflush(stdout);
  print(probe.failures);
  if (probe.toolchains.empty() && probe.failures.empty()) {
    print({{{}, "no C++ compiler was found on PATH", "apt-get install g++-12 clang-19"}});
  }
  const bool well = suite_is_sound && probe.failures.empty() && !probe.toolchains.empty();
  return well ? kAllAsExpected : kNothingJudged;
}

}  // namespace mustfail
