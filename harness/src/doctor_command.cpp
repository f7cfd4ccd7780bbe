#include "doctor_command.hpp"

#include <fmt/format.h>

#include "files.hpp"
#include "normalize.hpp"
#include "probe.hpp"
#include "run_command.hpp"
#include "terminal.hpp"

namespace mustfail {

namespace {

void print_toolchain(const Toolchain& toolchain, const Terminal& terminal) {
  fmt::print("{}  {}\n", terminal.styled(toolchain.name, fmt::emphasis::bold),
             toolchain.version_text);
  fmt::print("  compiler         {}\n", toolchain.compiler.string());
  fmt::print("  target           {}\n", toolchain.target);
  if (!toolchain.symbolizer.empty()) {
    fmt::print("  symbolizer       {}\n", toolchain.symbolizer.string());
  }
  for (const Feature& each : toolchain.features) {
    fmt::print("  {:<15}  {}\n", each.name,
               each.present() ? terminal.styled("yes", fmt::fg(fmt::terminal_color::green))
                              : terminal.styled("no", fmt::fg(fmt::terminal_color::yellow)) + ": " +
                                    each.missing);
  }
}

}  // namespace

ExitStatus doctor_command(const Selection& selection) {
  const Terminal terminal(stdout);
  ProbeRequest request{{}, selection.toolchains, {}, cache_folder()};
  bool suite_is_sound = true;
  if (const auto suite = select_suite(selection); suite) {
    fmt::print("suite   {}\n", display_path(suite->file).string());
    request.named = suite->toolchains;
    request.plugins = suite->plugins;
  } else if (!selection.suite.empty() || !suite.error().front().place.file.empty()) {
    print(suite.error());
    suite_is_sound = false;
  } else {
    fmt::print("suite   none here\n");
  }
  fmt::print("memory  {}\n\n",
             request.memory.empty() ? "none: HOME is not set" : request.memory.string());
  const Probe probe = probe_toolchains(request);
  if (probe.interrupted) return refuse({});
  for (const Toolchain& each : probe.toolchains) print_toolchain(each, terminal);
  fmt::print("\nfeatures that a case may ask for with //@ needs:\n");
  for (const FeatureKind& kind : feature_kinds())
    fmt::print("  {:<15}  {}\n", kind.name, kind.meaning);
  for (const PluginRequest& plugin : request.plugins)
    fmt::print("  {:<15}  the suite's plugin {}\n", plugin.feature,
               display_path(plugin.file).string());
  fmt::print("\nsteps that a compiler's words go through before they are compared:\n");
  for (const NormalizeStep& step : normalize_steps()) {
    fmt::print("  {:<15}  {}\n", step.name, step.purpose);
  }
  std::fflush(stdout);
  print(probe.failures);
  if (probe.toolchains.empty() && probe.failures.empty()) {
    print({{{}, "no C++ compiler was found on PATH", "apt-get install g++-12 clang-19"}});
  }
  const bool well = suite_is_sound && probe.failures.empty() && !probe.toolchains.empty();
  return well ? kAllAsExpected : kNothingJudged;
}

}  // namespace mustfail
