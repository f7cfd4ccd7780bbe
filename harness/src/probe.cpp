#include "probe.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdlib>
#include <map>
#include <optional>
#include <stop_token>
#include <thread>

#include "compiler_search.hpp"
#include "files.hpp"
#include "memory_witness.hpp"
#include "process.hpp"
#include "text.hpp"
#include "toolchain_memory.hpp"
#include "tsan_report.hpp"
#include "twin_probe.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// gcc before clang, then by version: 9 before 12, which plain text order would turn round.
bool comes_before(const Toolchain& a, const Toolchain& b) {
  return std::tie(a.family, a.version, a.name) < std::tie(b.family, b.version, b.name);
}

/// Runs the compilers' small questions in a folder of its own.
class Prober {
 public:
  Prober(const ToolchainRequest& request, fs::path compiler, fs::path folder,
         const std::stop_token& stop)
      : request_(request), folder_(std::move(folder)), stop_(stop) {
    toolchain_.name = request.name;
    toolchain_.compiler = std::move(compiler);
    toolchain_.flags = request.flags;
  }

  Result<Toolchain> probe() {
    if (auto known = identify(); !known) return known.error();
    find_symbolizer();
    find_parts();
    probe_race_detector();
    probe_memory_detector();
    probe_use_after_move();
    probe_flag("lifetime-safety", Family::clang,
               {"-Xclang", "-fexperimental-lifetime-safety", "-Wexperimental-lifetime-safety"},
               "Clang 22 and later have this analysis: apt-get install clang-22");
    return toolchain_;
  }

 private:
  ProcessResult run(std::vector<std::string> argv, const std::vector<std::string>& variables = {}) {
    constexpr std::chrono::seconds kPatience{30};
    constexpr std::uint64_t kMost = std::uint64_t{4} << 20U;
    auto environment = compiler_environment();
    environment.insert(environment.end(), variables.begin(), variables.end());
    if (!toolchain_.symbolizer.empty()) {
      environment.push_back("TSAN_OPTIONS=external_symbolizer_path=" +
                            toolchain_.symbolizer.string());
    }
    return run_to_end({std::move(argv), std::move(environment), folder_, kPatience,
                       std::uint64_t{4} << 30U, kMost},
                      stop_);
  }

  std::vector<std::string> command(std::vector<std::string> arguments) const {
    std::vector<std::string> argv{toolchain_.compiler.string()};
    argv.insert(argv.end(), toolchain_.flags.begin(), toolchain_.flags.end());
    argv.insert(argv.end(), arguments.begin(), arguments.end());
    return argv;
  }

  Result<void> identify() {
    const auto version = run(command({"--version"}));
    const auto macros = run(command({"-x", "c++", "-dM", "-E", "/dev/null"}));
    const auto refuse = [&](const std::string& why) {
      return Failure{request_.place,
                     fmt::format("the toolchain '{}' ({}) {}", request_.name,
                                 toolchain_.compiler.string(), why),
                     "name a GCC or Clang C++ compiler; mustfail doctor lists what is here"};
    };
    if (!version.ending.exited_with(0)) {
      return refuse("does not answer --version: it " + to_string(version.ending));
    }
    if (!macros.ending.exited_with(0)) {
      return refuse("cannot preprocess an empty file: it " + to_string(macros.ending));
    }
    const auto lines = split_lines(version.output);
    toolchain_.version_text = lines.empty() ? "" : std::string(trim(lines.front()));
    const auto macro = [&](std::string_view name) {
      int value = -1;
      RE2::PartialMatch(macros.output, fmt::format("(?m)^#define {} (\\d+)$", name), &value);
      return value;
    };
    if (macro("__clang_major__") >= 0) {
      toolchain_.family = Family::clang;
      toolchain_.version = {macro("__clang_major__"), macro("__clang_minor__"),
                            macro("__clang_patchlevel__")};
    } else if (macro("__GNUC__") >= 0) {
      toolchain_.family = Family::gcc;
      toolchain_.version = {macro("__GNUC__"), macro("__GNUC_MINOR__"),
                            macro("__GNUC_PATCHLEVEL__")};
    } else {
      return refuse("is neither GCC nor Clang");
    }
    toolchain_.target = trim(run(command({"-dumpmachine"})).output);
    return {};
  }

  /// Clang's sanitizers need llvm-symbolizer to name lines; a newer one reads older programs.
  void find_symbolizer() {
    if (toolchain_.family == Family::gcc) return;
    std::map<int, fs::path> found;
    static const RE2 pattern(R"(llvm-symbolizer(?:-(\d+))?)");
    for (const auto& folder : search_path()) {
      std::error_code problem;
      for (fs::directory_iterator entries(folder, problem), end; !problem && entries != end;
           entries.increment(problem)) {
        std::string version;
        const std::string name = entries->path().filename().string();
        if (RE2::FullMatch(name, pattern, &version)) {
          found.emplace(parse_number(version).value_or(0), entries->path());
        }
      }
    }
    if (const auto own = found.find(toolchain_.version.major); own != found.end()) {
      toolchain_.symbolizer = own->second;
    } else if (!found.empty()) {
      toolchain_.symbolizer = found.rbegin()->second;
    }
  }

  void find_parts() {
    toolchain_.parts = find_compiler_parts(
        toolchain_.compiler, toolchain_.flags,
        [this](std::vector<std::string> argv, const std::vector<std::string>& variables) {
          return run(std::move(argv), variables);
        });
  }

  /// Builds and runs a program that races, and looks whether the report names its line.
  void probe_race_detector() {
    constexpr std::string_view kRacy =
        "#include <thread>\n"
        "int shared;\n"
        "int main() {\n"
        "  std::thread t([] { for (int i = 0; i < 1000; ++i) ++shared; });\n"
        "  for (int i = 0; i < 1000; ++i) ++shared;\n"
        "  t.join();\n"
        "}\n";
    const fs::path source = folder_ / "racy.cpp";
    const fs::path program = folder_ / "racy";
    Feature feature{"tsan", {}};
    if (const auto written = write_file(source, kRacy); !written) {
      feature.missing = written.error().what;
    } else {
      feature.missing = why_no_race(source, program);
    }
    toolchain_.features.push_back(std::move(feature));
  }

  std::string why_no_race(const fs::path& source, const fs::path& program) {
    const auto build = run(command({"-std=c++20", "-g", "-O1", "-fsanitize=thread", "-pthread",
                                    source.string(), "-o", program.string()}));
    if (!build.ending.exited_with(0)) {
      return fmt::format("a program cannot be built with -fsanitize=thread; apt-get install {}",
                         sanitizer_package());
    }
    constexpr int kTries = 3;
    std::string problem;
    for (int i = 0; i < kTries; ++i) {
      const auto result = run({program.string()});
      const auto races = parse_tsan_report(result.errors);
      if (races.empty()) {
        problem = "ThreadSanitizer sees no race in a program that has one";
      } else if (lines_in(races, source.string()).empty()) {
        problem = fmt::format("ThreadSanitizer's report names no line; apt-get install llvm-{}",
                              toolchain_.version.major);
      } else {
        return {};
      }
    }
    return problem;
  }

  /// Builds and runs a program that uses what it freed, and looks whether that is reported.
  void probe_memory_detector() {
    constexpr std::string_view kDangling =
        "int main(int count, char**) {\n"
        "  int* volatile p = new int(count);\n"
        "  delete p;\n"
        "  return *p;\n"
        "}\n";
    const fs::path source = folder_ / "dangling.cpp";
    const fs::path program = folder_ / "dangling";
    Feature feature{"asan", {}};
    if (const auto written = write_file(source, kDangling); !written) {
      feature.missing = written.error().what;
    } else if (!run(command({"-w", "-fsanitize=address,undefined", source.string(), "-o",
                             program.string()}))
                    .ending.exited_with(0)) {
      feature.missing = fmt::format(
          "a program cannot be built with -fsanitize=address,undefined; apt-get install {}",
          sanitizer_package());
    } else if (first_memory_report(run({program.string()}).errors).empty()) {
      feature.missing = "AddressSanitizer sees no mistake in a program that has one";
    }
    toolchain_.features.push_back(std::move(feature));
  }

  std::string sanitizer_package() const {
    return toolchain_.family == Family::gcc
               ? fmt::format("g++-{}", toolchain_.version.major)
               : fmt::format("libclang-rt-{}-dev", toolchain_.version.major);
  }

  /// Looks whether -Wconsumed complains of a use after a move, and not of one before it: Clang 14
  /// takes what happens after a loop for what happens in it.
  void probe_use_after_move() {
    constexpr std::string_view kClass =
        "struct [[clang::consumable(unknown)]] S {\n"
        "  [[clang::return_typestate(unknown)]] S();\n"
        "  [[clang::callable_when(\"unknown\")]] void use();\n"
        "  [[clang::set_typestate(consumed)]] void end();\n"
        "};\n";
    Feature feature{"consumed", {}};
    const auto accepts = [&](std::string_view body) {
      const fs::path source = folder_ / "moved.cpp";
      return write_file(source, fmt::format("{}void f() {{ S s; {} }}\n", kClass, body)) &&
             run(command({"-std=c++20", "-Wconsumed", "-Werror=consumed", "-fsyntax-only",
                          source.string()}))
                 .ending.exited_with(0);
    };
    if (toolchain_.family == Family::gcc) {
      feature.missing = "Clang has this analysis, GCC has none";
    } else if (accepts("s.end(); s.use();")) {
      feature.missing = "-Wconsumed does not see a use after a move";
    } else if (!accepts("for (int i = 0; i < 3; ++i) s.use(); s.end();")) {
      feature.missing = "this Clang's -Wconsumed takes what follows a loop for a part of it";
    }
    toolchain_.features.push_back(std::move(feature));
  }

  void probe_flag(const std::string& name, Family family, std::vector<std::string> flags,
                  const std::string& missing) {
    if (toolchain_.family != family) {
      toolchain_.features.push_back({name, missing});
      return;
    }
    flags.insert(flags.end(), {"-Werror", "-fsyntax-only", "-x", "c++", "/dev/null"});
    const bool accepted = run(command(std::move(flags))).ending.exited_with(0);
    toolchain_.features.push_back({name, accepted ? "" : missing});
  }

  const ToolchainRequest& request_;
  fs::path folder_;
  const std::stop_token& stop_;
  Toolchain toolchain_;
};

Result<Toolchain> probe_one(const ToolchainRequest& request, const fs::path& compiler,
                            const fs::path& memory, const std::stop_token& stop) {
  const std::string key = memory_key(request, compiler);
  if (auto known = recall(memory, key, request, compiler)) return *std::move(known);
  const auto folder = TemporaryFolder::make();
  if (!folder) return folder.error();
  auto probed = Prober(request, compiler, folder->path(), stop).probe();
  // What an interrupted compiler did not answer is not to be remembered.
  if (!probed || stop.stop_requested()) return probed;
  probed->identity = identity_of(*probed);
  remember(memory, key, *probed);
  return probed;
}

/// Requests a stop when Ctrl-C or SIGTERM comes, for as long as it lives.
class SignalWatch {
 public:
  explicit SignalWatch(std::stop_source& stop) : signals_(context_, SIGINT, SIGTERM) {
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

fs::path cache_folder() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return fs::path(value == nullptr ? "" : value);
  };
  if (const auto own = variable("MUSTFAIL_CACHE_DIR"); !own.empty()) return own;
  if (const auto cache = variable("XDG_CACHE_HOME"); !cache.empty()) return cache / "mustfail";
  if (const auto home = variable("HOME"); !home.empty()) return home / ".cache" / "mustfail";
  return {};
}

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
  for (auto& result : results) {
    if (*result) {
      probe.toolchains.push_back(**std::move(result));
    } else {
      probe.failures.push_back(result->error());
    }
  }
  std::ranges::sort(probe.toolchains, comes_before);
  return probe;
}

}  // namespace mustfail
