#include "plan/plan_twin.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "suite/twin.hpp"
#include "toolchain/detector_options.hpp"
#include "toolchain/twin_probe.hpp"

namespace mustfail {

namespace {

/// The edition of Rust when a twin does not say: the newest that Debian 12's plain rustc knows.
constexpr std::string_view kEdition = "2021";

/// Plans the steps of one twin.
class TwinPlanner {
 public:
  TwinPlanner(const Suite& suite, const Case& owner, const Variant& twin, const Toolchain& compiler,
              const std::filesystem::path& work_folder, Plan& plan)
      : suite_(suite),
        owner_(owner),
        twin_(twin),
        compiler_(compiler),
        program_(work_folder / fmt::format("{}", plan.jobs.size())),
        jobs_(plan.jobs) {}

  void plan() {
    if (const Feature* feature = compiler_.feature(compiler_.name); !feature->present()) {
      add(Step::compile).skip = fmt::format("needs {}: {}", compiler_.name, feature->missing);
      return;
    }
    const std::size_t build = compile();
    if (compiler_.family == Family::go && twin_.mode == Mode::compile_fail) {
      Job& job = run(Step::race, build);
      job.tries = suite_.limits.race_tries;
    } else if (twin_.mode == Mode::run_pass) {
      run(Step::run, build);
    }
  }

 private:
  Job& add(Step step) {
    Job job;
    job.owner = &owner_;
    job.variant = &twin_;
    job.toolchain = &compiler_;
    job.step = step;
    jobs_.push_back(std::move(job));
    return jobs_.back();
  }

  std::vector<std::string> rust_command() const {
    const Directives& directives = twin_.directives;
    std::vector<std::string> argv{
        compiler_.compiler.string(), "--edition",
        directives.standard.empty() ? std::string(kEdition) : directives.standard,
        "--error-format=json"};
    const auto flags = directives.flags.of(compiler_);
    argv.insert(argv.end(), flags.begin(), flags.end());
    if (twin_.mode == Mode::run_pass) {
      argv.insert(argv.end(), {"-C", "linker=" + compiler_.linker.string(), "--emit", "link"});
    } else {
      argv.insert(argv.end(), {"--emit", "metadata"});
    }
    argv.insert(argv.end(), {"-o", program_.string(), twin_.file.string()});
    return argv;
  }

  std::vector<std::string> go_command() const {
    std::vector<std::string> argv{compiler_.compiler.string(), "build", "-p", "1", "-race"};
    const auto flags = twin_.directives.flags.of(compiler_);
    argv.insert(argv.end(), flags.begin(), flags.end());
    argv.insert(argv.end(), {"-o", program_.string(), twin_.file.string()});
    return argv;
  }

  std::size_t compile() {
    Job& job = add(Step::compile);
    const bool go = compiler_.family == Family::go;
    auto environment = compiler_environment();
    std::string variables;
    if (go) {
      for (auto& variable : go_environment(compiler_)) {
        variables += shell_line({variable}) + " ";
        environment.push_back(std::move(variable));
      }
    }
    job.program = program_;
    job.checks_races = go;
    job.command = {
        go ? go_command() : rust_command(), std::move(environment),     owner_.folder,
        limit(suite_.limits.compile),       suite_.limits.memory_bytes, suite_.limits.output_bytes};
    auto argv = job.command.argv;
    std::ranges::replace(argv, program_.string(), "a.out");
    job.by_hand = variables + shell_line(argv);
    return jobs_.size() - 1;
  }

  Job& run(Step step, std::size_t build) {
    const bool checks_races = jobs_[build].checks_races;
    std::string by_hand = jobs_[build].by_hand + " && ./a.out";
    auto environment = compiler_environment();
    const auto report = checks_races
                            ? std::filesystem::path(program_.string() + ".reports") / "report"
                            : std::filesystem::path();
    if (checks_races) {
      // The detector otherwise waits a second at the program's end.
      environment.push_back(
          fmt::format("GORACE=exitcode={} halt_on_error=0 atexit_sleep_ms=20 log_path={}",
                      kRaceStatus, report.string()));
    }
    Job& job = add(step);
    job.report = report;
    job.after = build;
    job.by_hand = std::move(by_hand);
    job.checks_races = checks_races;
    job.command = {{program_.string()},        std::move(environment),
                   program_.parent_path(),     limit(suite_.limits.run),
                   suite_.limits.memory_bytes, suite_.limits.output_bytes};
    return job;
  }

  std::chrono::seconds limit(std::chrono::seconds usual) const {
    return twin_.directives.timeout.value_or(usual);
  }

  const Suite& suite_;
  const Case& owner_;
  const Variant& twin_;
  const Toolchain& compiler_;
  std::filesystem::path program_;
  std::vector<Job>& jobs_;
};

}  // namespace

void plan_twins(const Suite& suite, const Case& owner, const std::vector<Toolchain>& compilers,
                const std::filesystem::path& work_folder, const Witnesses& witnesses, Plan& plan) {
  for (const Variant& twin : owner.twins) {
    const auto language = twin_language(twin.file);
    for (const Toolchain& compiler : compilers) {
      const bool wanted = language == Family::rust ? witnesses.rust : witnesses.go;
      if (compiler.family != language || !wanted) continue;
      TwinPlanner(suite, owner, twin, compiler, work_folder, plan).plan();
    }
  }
}

}  // namespace mustfail
