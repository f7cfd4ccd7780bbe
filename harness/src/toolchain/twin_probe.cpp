#include "toolchain/twin_probe.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "diagnostic/go_report.hpp"
#include "process/process.hpp"
#include "toolchain/compiler_parts.hpp"
#include "toolchain/compiler_search.hpp"
#include "toolchain/toolchain_memory.hpp"
#include "util/cache_folder.hpp"
#include "util/digest.hpp"
#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kRustProgram =
    "fn main() {\n"
    "    let worker = std::thread::spawn(|| 1);\n"
    "    println!(\"{}\", worker.join().unwrap());\n"
    "}\n";

constexpr std::string_view kGoProgram =
    "package main\n\n"
    "import (\n\t\"fmt\"\n\t\"sync\"\n\t\"sync/atomic\"\n\t\"time\"\n)\n\n"
    "func main() {\n"
    "\tvar group sync.WaitGroup\n"
    "\tvar calls atomic.Int32\n"
    "\tshared := 0\n"
    "\tfor i := 0; i < 2; i++ {\n"
    "\t\tgroup.Add(1)\n"
    "\t\tgo func() {\n"
    "\t\t\tdefer group.Done()\n"
    "\t\t\tshared++\n"
    "\t\t\tcalls.Add(1)\n"
    "\t\t\ttime.Sleep(time.Millisecond)\n"
    "\t\t}()\n"
    "\t}\n"
    "\tgroup.Wait()\n"
    "\tfmt.Println(shared, calls.Load())\n"
    "}\n";

/// The C compiler that links for rustc and for Go's race detector: a bare Debian has `gcc-12` and
/// no `cc`.
fs::path c_compiler() {
  for (const char* name : {"cc", "gcc", "clang"}) {
    if (const auto found = find_program(name)) return *found;
  }
  for (const ToolchainRequest& each : compilers_on_path()) {
    std::string program = program_of(each.name).string();
    RE2::Replace(&program, R"(^g\+\+)", "gcc");
    RE2::Replace(&program, R"(^clang\+\+)", "clang");
    if (const auto found = find_program(program)) return *found;
  }
  return {};
}

class TwinProber {
 public:
  TwinProber(Toolchain toolchain, fs::path folder, const std::stop_token& stop)
      : toolchain_(std::move(toolchain)), folder_(std::move(folder)), stop_(stop) {}

  Toolchain probe() && {
    identify();
    Feature feature{std::string(name(toolchain_.family)), {}};
    feature.missing = toolchain_.family == Family::rust ? why_no_rust() : why_no_go();
    toolchain_.features = {std::move(feature)};
    toolchain_.identity = identity_of(toolchain_);
    return std::move(toolchain_);
  }

 private:
  ProcessResult run(std::vector<std::string> argv) const {
    // Go compiles its standard library for the race detector the first time: half a minute.
    constexpr std::chrono::seconds kPatience{300};
    constexpr std::uint64_t kMost = std::uint64_t{4} << 20U;
    auto environment = compiler_environment();
    if (toolchain_.family == Family::go) {
      const auto own = go_environment(toolchain_);
      environment.insert(environment.end(), own.begin(), own.end());
    }
    return run_to_end({std::move(argv), std::move(environment), folder_, kPatience,
                       std::uint64_t{4} << 30U, kMost},
                      stop_);
  }

  void add_part(const fs::path& file) {
    std::error_code ignored;
    const fs::path real = fs::canonical(file, ignored);
    if (!fs::is_regular_file(real, ignored)) return;
    toolchain_.parts.push_back(part_of(real));
  }

  void add_parts_below(const fs::path& folder) {
    std::error_code problem;
    std::vector<fs::path> files;
    for (fs::recursive_directory_iterator entries(folder, problem), end; !problem && entries != end;
         entries.increment(problem)) {
      std::error_code ignored;
      if (entries->is_regular_file(ignored)) files.push_back(entries->path());
    }
    std::ranges::sort(files);
    for (const auto& file : files) add_part(file);
  }

  void identify() {
    const std::string compiler = toolchain_.compiler.string();
    const bool rust = toolchain_.family == Family::rust;
    const auto version = run(rust ? std::vector<std::string>{compiler, "-vV"}
                                  : std::vector<std::string>{compiler, "version"});
    const auto lines = split_lines(version.output);
    toolchain_.version_text = lines.empty() ? "" : std::string(trim(lines.front()));
    Version& number = toolchain_.version;
    RE2::PartialMatch(toolchain_.version_text, R"((\d+)\.(\d+)(?:\.(\d+))?)", &number.major,
                      &number.minor);
    RE2::PartialMatch(version.output, R"((?m)^host: (\S+)$)", &toolchain_.target);
    RE2::PartialMatch(toolchain_.version_text, R"( (\w+/\w+)$)", &toolchain_.target);
    add_part(toolchain_.compiler);
    if (rust) {
      const fs::path root{std::string(trim(run({compiler, "--print", "sysroot"}).output))};
      if (root.empty()) return;
      add_part(root / "bin" / "rustc");
      add_parts_below(root / "lib" / "rustlib" / toolchain_.target / "lib");
    } else {
      const fs::path root{std::string(trim(run({compiler, "env", "GOROOT"}).output))};
      if (!root.empty()) add_parts_below(root / "pkg" / "tool");
    }
  }

  std::string why_no_rust() const {
    const fs::path source = folder_ / "two.rs";
    const fs::path program = folder_ / "two";
    if (const auto written = write_file(source, kRustProgram); !written) {
      return written.error().what;
    }
    const auto build =
        run({toolchain_.compiler.string(), "--edition", "2021", "-C",
             "linker=" + toolchain_.linker.string(), "-o", program.string(), source.string()});
    if (!build.ending.exited_with(0)) {
      return fmt::format("{} builds no program: it {}; apt-get install rustc-web g++-12",
                         toolchain_.compiler.string(), to_string(build.ending));
    }
    return {};
  }

  std::string why_no_go() const {
    const fs::path source = folder_ / "two.go";
    const fs::path program = folder_ / "two";
    if (const auto written = write_file(source, kGoProgram); !written) return written.error().what;
    const auto build = run({toolchain_.compiler.string(), "build", "-p", "1", "-race", "-o",
                            program.string(), source.string()});
    if (!build.ending.exited_with(0)) {
      return fmt::format("go build -race fails: it {}; apt-get install golang-go g++-12",
                         to_string(build.ending));
    }
    constexpr int kTries = 3;
    for (int i = 0; i < kTries; ++i) {
      if (!lines_in(parse_go_races(run({program.string()}).errors), source.string()).empty()) {
        return {};
      }
    }
    return "Go's race detector sees no race in a program that has one";
  }

  Toolchain toolchain_;
  fs::path folder_;
  const std::stop_token& stop_;
};

}  // namespace

std::vector<std::string> go_environment(const Toolchain& go) {
  const char* own = std::getenv("GOCACHE");
  fs::path folder = own == nullptr ? fs::path() : fs::path(own);
  if (folder.empty() && !cache_folder().empty()) folder = cache_folder() / "mustfail-go-build";
  std::error_code ignored;
  if (folder.empty()) folder = fs::temp_directory_path(ignored) / "mustfail-go-build";
  return {"GOCACHE=" + folder.string(),
          "GOPATH=" + (folder / "no-gopath").string(),
          "GO111MODULE=off",
          "GOPROXY=off",
          "GOFLAGS=",
          "GOENV=off",
          "GOTOOLCHAIN=local",
          "CGO_ENABLED=1",
          "CC=" + go.linker.string()};
}

Toolchain probe_twin_compiler(Family language, const fs::path& memory,
                              const std::stop_token& stop) {
  const bool rust = language == Family::rust;
  Toolchain toolchain;
  toolchain.name = std::string(name(language));
  toolchain.family = language;
  const auto compiler = find_program(rust ? "rustc" : "go");
  if (!compiler) {
    toolchain.features = {{toolchain.name, rust ? "no rustc on PATH; apt-get install rustc-web"
                                                : "no go on PATH; apt-get install golang-go"}};
    return toolchain;
  }
  toolchain.compiler = *compiler;
  toolchain.linker = c_compiler();
  ToolchainRequest request{toolchain.name, *compiler, {}, {}};
  const std::string key = memory_key(request, *compiler);
  if (auto known = recall(memory, key, request, *compiler)) {
    known->linker = toolchain.linker;
    return *std::move(known);
  }
  const auto folder = TemporaryFolder::make();
  if (!folder) {
    toolchain.features = {{toolchain.name, folder.error().what}};
    return toolchain;
  }
  toolchain = TwinProber(std::move(toolchain), folder->path(), stop).probe();
  // What an interrupted compiler did not answer is not to be remembered.
  if (!stop.stop_requested() && toolchain.has(toolchain.name)) remember(memory, key, toolchain);
  return toolchain;
}

}  // namespace mustfail
