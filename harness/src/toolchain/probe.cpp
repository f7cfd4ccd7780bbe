#include "toolchain/probe.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <fstream>
#include <optional>
#include <stop_token>
#include <thread>

#include "process/process.hpp"
#include "toolchain/compiler_probe.hpp"
#include "toolchain/compiler_search.hpp"
#include "toolchain/toolchain_memory.hpp"
#include "toolchain/twin_probe.hpp"
#include "util/ending_signals.hpp"
#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// gcc before clang, then by version: 9 before 12, which plain text order would turn round.
bool comes_before(const Toolchain& a, const Toolchain& b) {
  return std::tie(a.family, a.version, a.name) < std::tie(b.family, b.version, b.name);
}

bool is_script(const fs::path& compiler) {
  std::ifstream stream(compiler, std::ios::binary);
  return stream.get() == '#' && stream.get() == '!';
}

/// A script may start what a setting names, and no part of it changes with that.
bool says_its_version(const Toolchain& known, const std::stop_token& stop) {
  std::vector<std::string> argv{known.compiler.string()};
  argv.insert(argv.end(), known.flags.begin(), known.flags.end());
  argv.emplace_back("--version");
  const auto said = run_to_end({std::move(argv), compiler_environment(), "/"}, stop);
  const auto lines = split_lines(said.output);
  return said.ending.exited_with(0) && !lines.empty() && trim(lines.front()) == known.version_text;
}

Result<Toolchain> probe_one(const ToolchainRequest& request, const fs::path& compiler,
                            const fs::path& memory, const std::stop_token& stop) {
  const std::string key = memory_key(request, compiler);
  if (auto known = recall(memory, key, request, compiler)) {
    if (!is_script(compiler) || says_its_version(*known, stop)) return *std::move(known);
  }
  const auto folder = TemporaryFolder::make();
  if (!folder) return folder.error();
  auto probed = probe_compiler(request, compiler, folder->path(), stop);
  // What an interrupted compiler did not answer is not to be remembered.
  if (!probed || stop.stop_requested()) return probed;
  probed->identity = identity_of(*probed);
  remember(memory, key, *probed);
  return probed;
}

/// Requests a stop when Ctrl-C or its like comes, for as long as it lives.
class SignalWatch {
 public:
  explicit SignalWatch(std::stop_source& stop) : signals_(context_) {
    add_ending_signals(signals_);
    signals_.async_wait([&stop](boost::system::error_code cancelled, int) {
      if (!cancelled) stop.request_stop();
    });
    thread_ = std::jthread([this] { context_.run(); });
  }
  ~SignalWatch() { context_.stop(); }
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

 private:
  boost::asio::io_context context_;
  boost::asio::signal_set signals_;
  std::jthread thread_;
};

Failure not_found(const ToolchainRequest& request, const std::vector<std::string>& known) {
  const fs::path program = request.compiler.empty() ? program_of(request.name) : request.compiler;
  static const RE2 packaged(R"((?:g\+\+|clang\+\+)-\d+)");
  std::string help = suggestion(request.name, known);
  if (RE2::FullMatch(program.string(), packaged)) {
    std::string package = program.string();
    if (package.starts_with("clang++")) package.replace(0, 7, "clang");
    help = fmt::format("apt-get install {}; {}", package, help);
  }
  return {request.place,
          fmt::format("the toolchain '{}' is not here: no program '{}'", request.name,
                      program.string()),
          help};
}

}  // namespace

Probe probe_toolchains(const ProbeRequest& request) {
  Probe probe;
  const std::vector<ToolchainRequest> on_path = compilers_on_path();
  std::vector<ToolchainRequest> wanted = request.named.empty() ? on_path : request.named;
  if (request.only_twins) wanted.clear();
  std::vector<std::string> known;
  for (const auto& each : on_path) known.push_back(each.name);
  if (!request.selected.empty()) {
    std::vector<ToolchainRequest> chosen;
    for (const auto& name : request.selected) {
      auto found = std::ranges::find(wanted, name, &ToolchainRequest::name);
      if (found != wanted.end()) {
        chosen.push_back(*found);
      } else {
        chosen.push_back({name, {}, {}, {}});
      }
    }
    wanted = std::move(chosen);
  }
  std::vector<std::optional<Result<Toolchain>>> results(wanted.size());
  probe.twin_compilers.resize(request.twins.size());
  std::stop_source stop;
  {
    const SignalWatch watch(stop);
    std::vector<std::jthread> workers;  // each spends its time waiting for a compiler
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const auto compiler = find_program(wanted[i].compiler.empty() ? program_of(wanted[i].name)
                                                                    : wanted[i].compiler);
      if (!compiler) {
        results[i] = not_found(wanted[i], known);
        continue;
      }
      workers.emplace_back([&, i, compiler = *compiler] {
        results[i] = probe_one(wanted[i], compiler, request.memory, stop.get_token());
        if (*results[i]) add_plugins(**results[i], request.plugins, request.memory);
      });
    }
    for (std::size_t i = 0; i < request.twins.size(); ++i) {
      workers.emplace_back([&, i] {
        probe.twin_compilers[i] =
            probe_twin_compiler(request.twins[i], request.memory, stop.get_token());
      });
    }
  }
  probe.interrupted = stop.stop_requested();
  if (probe.interrupted) return probe;
  for (std::size_t i = 0; i < results.size(); ++i) {
    Result<Toolchain>& result = *results[i];
    if (result) {
      probe.toolchains.push_back(*std::move(result));
    } else {
      probe.failures.push_back(result.error());
      probe.absent.push_back(wanted[i].name);
    }
  }
  std::ranges::sort(probe.toolchains, comes_before);
  return probe;
}

}  // namespace mustfail
