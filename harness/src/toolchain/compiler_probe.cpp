#include "toolchain/compiler_probe.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "diagnostic/memory_report.hpp"
#include "diagnostic/tsan_report.hpp"
#include "process/process.hpp"
#include "toolchain/compiler_search.hpp"
#include "toolchain/detector_options.hpp"
#include "toolchain/detector_report.hpp"
#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

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
    probe_lifetime_safety();
    if (const auto room = check_room(); !room) return room.error();
    return toolchain_;
  }

 private:
  ProcessResult run(std::vector<std::string> argv, const std::vector<std::string>& variables = {}) {
    constexpr std::chrono::seconds kPatience{30};
    constexpr std::uint64_t kMost = std::uint64_t{4} << 20U;
    auto environment = compiler_environment();
    // One that is killed leaves its temporary files.
    std::erase_if(environment, [](const std::string& each) { return each.starts_with("TMPDIR="); });
    environment.push_back("TMPDIR=" + folder_.string());
    environment.insert(environment.end(), variables.begin(), variables.end());
    if (!toolchain_.symbolizer.empty()) {
      environment.push_back("TSAN_OPTIONS=external_symbolizer_path=" +
                            toolchain_.symbolizer.string());
    }
    return run_to_end({std::move(argv), std::move(environment), folder_, kPatience,
                       std::uint64_t{4} << 30U, kMost},
                      stop_);
  }

  /// A feature that is missing because the disk was full is no feature that is missing: the machine
  /// is at fault, and nothing can be said. What was built there has taken less.
  Result<void> check_room() const {
    constexpr std::size_t kRoom = std::size_t{4} << 20U;
    if (std::ranges::all_of(toolchain_.features, &Feature::present)) return {};
    const fs::path file = folder_ / "room";
    const auto written = write_file(file, std::string(kRoom, 'x'), Durability::lazy);
    std::error_code ignored;
    fs::remove(file, ignored);
    if (written) return {};
    return Failure{
        {},
        fmt::format("the toolchain '{}' cannot be probed: {}", request_.name, written.error().what),
        "set TMPDIR to a folder that is writable and has room"};
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
        "#include <atomic>\n"
        "#include <thread>\n"
        "int shared;\n"
        "std::atomic<bool> is_written{false};\n"
        "int main() {\n"
        "  std::thread t([] {\n"
        "    ++shared;\n"
        "    is_written.store(true, std::memory_order_relaxed);\n"  // nobody is ordered by that
        "  });\n"
        "  while (!is_written.load(std::memory_order_relaxed)) std::this_thread::yield();\n"
        "  ++shared;\n"
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
    // On a busy machine Clang 19's misses it in up to 8 of 100 runs. A detector that is taken for a
    // missing one would leave every witness out.
    constexpr int kTries = 20;
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

  /// Builds and runs a program that uses what it freed, or with an argument a null pointer, and
  /// looks whether each is reported, in the file that was asked for.
  void probe_memory_detector() {
    constexpr std::string_view kDangling =
        "struct Held { int value; int get() { return value; } };\n"
        "int main(int count, char**) {\n"
        "  Held* volatile held = count > 1 ? nullptr : new Held{count};\n"
        "  delete held;\n"
        "  return held->get();\n"
        "}\n";
    const fs::path source = folder_ / "dangling.cpp";
    const fs::path program = folder_ / "dangling";
    std::vector<std::string> build{"-w", "-g1", "-fsanitize=address,undefined",
                                   "-fno-sanitize-recover=all"};
    for (std::string& flag : memory_link_flags(toolchain_.family)) build.push_back(std::move(flag));
    build.insert(build.end(), {source.string(), "-o", program.string()});
    Feature feature{"asan", {}};
    if (const auto written = write_file(source, kDangling); !written) {
      feature.missing = written.error().what;
    } else if (!run(command(build)).ending.exited_with(0)) {
      feature.missing = fmt::format(
          "a program cannot be built with -fsanitize=address,undefined; apt-get install {}",
          sanitizer_package());
    } else if (!is_memory_reported({program.string()})) {
      feature.missing = "AddressSanitizer sees no mistake in a program that has one";
    } else if (!is_memory_reported({program.string(), "null"})) {
      feature.missing = "a null pointer's use is not reported in the file that was asked for";
    }
    toolchain_.features.push_back(std::move(feature));
  }

  bool is_memory_reported(std::vector<std::string> program) {
    constexpr std::size_t kMostKept = std::size_t{64} << 10U;
    const fs::path reports = folder_ / "reports" / "report";
    prepare_report(reports);
    run(std::move(program), memory_options(toolchain_, reports));
    return !first_memory_report(take_report(reports, kMostKept)).empty();
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

  /// Clang 22 has it as an experiment; from 23 on it needs no switch beside its warning
  /// (llvm/llvm-project#176821).
  void probe_lifetime_safety() {
    const bool is_there =
        toolchain_.family == Family::clang &&
        (takes({"-Wlifetime-safety"}) ||
         takes({"-Xclang", "-fexperimental-lifetime-safety", "-Wexperimental-lifetime-safety"}));
    toolchain_.features.push_back(
        {"lifetime-safety",
         is_there ? "" : "Clang 22 and later have this analysis: apt-get install clang-22"});
  }

  bool takes(std::vector<std::string> flags) {
    flags.insert(flags.end(), {"-Werror", "-fsyntax-only", "-x", "c++", "/dev/null"});
    return run(command(std::move(flags))).ending.exited_with(0);
  }

  const ToolchainRequest& request_;
  fs::path folder_;
  const std::stop_token& stop_;
  Toolchain toolchain_;
};

}  // namespace

Result<Toolchain> probe_compiler(const ToolchainRequest& request, const fs::path& compiler,
                                 const fs::path& folder, const std::stop_token& stop) {
  return Prober(request, compiler, folder, stop).probe();
}

}  // namespace mustfail
