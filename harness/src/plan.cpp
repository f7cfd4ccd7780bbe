#include "plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "command_inputs.hpp"
#include "compile_flags.hpp"
#include "detector_options.hpp"
#include "files.hpp"
#include "plan_twin.hpp"
#include "safe_form.hpp"
#include "text.hpp"
#include "verify.hpp"
#include "witness_choice.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

std::string joined(const std::vector<Condition>& conditions) {
  std::vector<std::string> texts;
  for (const Condition& each : conditions) texts.push_back(each.text);
  return fmt::format("{}", listed(texts));
}

/// Plans the steps of one variant on one toolchain.
class Planner {
 public:
  Planner(const Suite& suite, const Case& owner, const Variant& variant, const Toolchain& toolchain,
          const fs::path& work_folder, const Witnesses& witnesses, Plan& plan)
      : suite_(suite),
        owner_(owner),
        variant_(variant),
        toolchain_(toolchain),
        witnesses_(witnesses),
        witness_(witness_of(variant.directives)),
        program_(work_folder / fmt::format("{}", plan.jobs.size())),
        jobs_(plan.jobs),
        headers_(plan.headers) {}

  void plan() {
    if (auto reason = skip_reason(variant_, toolchain_); !reason.empty()) {
      add(Step::compile).skip = std::move(reason);
      return;
    }
    switch (variant_.mode) {
      case Mode::compile_fail:
        return plan_naive();
      case Mode::compile_pass:
        return plan_accepted();
      case Mode::run_pass:
        return plan_running();
      case Mode::verify:
        return plan_verify();
    }
  }

 private:
  /// A known hole goes the same way: it is the build without rules that has to race, because a rule
  /// that types cannot check may still be checked at run time.
  void plan_naive() {
    if (suite_.unchecked.empty()) return plan_without_switch();
    compile(Step::compile, Product::check, {});
    check_reason();
    if (!witnesses_.counterfactual && !wants_witness()) return;
    const std::size_t build = compile(
        Step::counterfactual, wants_witness() && missing().empty() ? product() : Product::check,
        suite_.unchecked);
    show_harm(build);
  }

  /// The library under test has no switch that turns its rules off. A hole compiles as it is, and
  /// has to race as it is.
  void plan_without_switch() {
    const bool shows = !variant_.directives.known_hole.empty() && wants_witness();
    const std::size_t build =
        compile(Step::compile, shows && missing().empty() ? product() : Product::check, {});
    check_reason();
    if (shows) show_harm(build);
  }

  /// A hole is not rejected, so there is nothing to give a reason for.
  void check_reason() {
    if (!witnesses_.reason || !variant_.directives.known_hole.empty()) return;
    const auto source = read_file(variant_.file);
    SafeForm form =
        source ? make_safe(variant_, *source, toolchain_) : SafeForm{{}, {}, source.error().what};
    const fs::path file = program_.string() + "-safe" + variant_.file.extension().string();
    if (form.why_not.empty()) {
      const auto written = write_file(file, form.source, Durability::lazy);
      if (!written) form.why_not = written.error().what;
    }
    if (!form.why_not.empty()) {
      add(Step::reason).skip = form.why_not;
      return;
    }
    std::vector<std::string> lines;
    for (const int line : form.lines) lines.push_back(std::to_string(line));
    Job& job = jobs_[compile(Step::reason, Product::check, {}, file)];
    job.by_hand.clear();  // the file with the safe form is gone when somebody reads this
    job.note = fmt::format("compiles with line{} {} made safe", lines.size() == 1 ? "" : "s",
                           listed(lines));
    if (const auto twin = read_file(owner_.folder / "wrapped.cpp")) {
      job.note += fmt::format("; {} from its wrapped twin",
                              counted(differing_lines(*source, *twin), "line"));
    }
  }

  /// What compiles and is said to do harm, `//@ witness: race`, has to: it stands for what people
  /// have.
  void plan_accepted() {
    const bool shows = variant_.directives.witness && wants_witness();
    const std::size_t build =
        compile(Step::compile, shows && missing().empty() ? product() : Product::check, {});
    if (shows) show_harm(build);
  }

  void plan_verify() {
    Job& job = jobs_[compile(Step::compile, Product::check, {})];
    include_folders_ = include_folders(job.command);
    job.verify_options.clang_major =
        toolchain_.family == Family::clang ? toolchain_.version.major : VerifyOptions{}.clang_major;
    const FindFile find_file = [&](std::string_view name, const fs::path& from) {
      return find_user_file(name, from);
    };
    job.verify_options.strictness = variant_.strictness;
    if (!variant_.revision.empty()) add_prefix(job.verify_options, variant_.revision);
    auto source = std::make_shared<VerifySource>(
        read_verify_source(variant_.file, variant_.source, job.verify_options, find_file));
    if (!source->probe.empty()) {
      job.probing.emplace();
      job.probing->file = program_.string() + variant_.file.extension().string();
      job.probing->source = source->probe;
      job.probing->command = job.command;
      auto& argv = job.probing->command.argv;
      std::erase(argv, "-fsyntax-only");
      argv.back() = job.probing->file.string();
      argv.insert(argv.end() - 1, {"-E", "-P", "-w", "-iquote", owner_.folder.string()});
    }
    job.verify = std::move(source);
  }

  /// As an #include in `from` finds it, among the user's own folders.
  std::optional<fs::path> find_user_file(std::string_view name, const fs::path& from) const {
    std::vector<fs::path> folders{from.parent_path()};
    folders.insert(folders.end(), include_folders_.begin(), include_folders_.end());
    for (const fs::path& folder : folders) {
      std::error_code problem;
      fs::path file = (folder / name).lexically_normal();
      if (fs::is_regular_file(file, problem)) return file;
    }
    return std::nullopt;
  }

  void plan_running() {
    if (!witnesses_.running) {
      compile(Step::compile, Product::check, {});
      return;
    }
    const std::size_t build =
        compile(Step::compile, can_race() ? Product::race_program : Product::program, {});
    run(Step::run, build);
    if (!witnesses_.memory || !has_memory_detector()) return;
    run(Step::memory, compile(Step::memory_build, Product::memory_program, {}));
  }

  /// Runs what was built with the rules off, until the file's harm is seen.
  void show_harm(std::size_t build) {
    const Step step = witness_.kind == WitnessKind::race ? Step::race : Step::witness;
    if (witness_.kind == WitnessKind::none) {
      if (witnesses_.other) add(step).skip = "no witness: " + witness_.reason;
    } else if (wants_witness() && !missing().empty()) {
      add(step).skip = missing();
    } else if (wants_witness()) {
      run(step, build).tries = suite_.limits.race_tries;
    }
  }

  /// Whether the harm that this file names was asked for, and can be shown by a program.
  bool wants_witness() const {
    switch (witness_.kind) {
      case WitnessKind::race:
        return witnesses_.race;
      case WitnessKind::memory:
        return witnesses_.memory;
      case WitnessKind::deadlock:
      case WitnessKind::exit:
      case WitnessKind::signal:
        return witnesses_.other;
      case WitnessKind::none:
        break;
    }
    return false;
  }

  /// Why this toolchain cannot show it; empty when it can.
  std::string missing() const {
    if (product() == Product::race_program && !can_race()) {
      return "needs tsan: " + toolchain_.feature("tsan")->missing;
    }
    if (product() == Product::memory_program && !has_memory_detector()) {
      return "needs a memory detector: \"memory\" in suite.json names none for this toolchain";
    }
    return {};
  }

  /// How the file's harm is made visible.
  Product product() const {
    switch (witness_.kind) {
      case WitnessKind::race:
      case WitnessKind::deadlock:
        return Product::race_program;
      case WitnessKind::memory:
        return Product::memory_program;
      case WitnessKind::exit:
      case WitnessKind::signal:
        return Product::program;
      case WitnessKind::none:
        break;
    }
    return Product::check;
  }

  /// Without a sanitizer among its flags a second build would show nothing.
  bool has_memory_detector() const {
    return std::ranges::any_of(suite_.memory.of(toolchain_), [](const std::string& flag) {
      return flag.starts_with("-fsanitize=");
    });
  }

  bool can_race() const { return toolchain_.has("tsan"); }

  Job& add(Step step) {
    Job job;
    job.owner = &owner_;
    job.variant = &variant_;
    job.toolchain = &toolchain_;
    job.step = step;
    jobs_.push_back(std::move(job));
    return jobs_.back();
  }

  /// `source` is what is compiled instead of the variant's file.
  std::size_t compile(Step step, Product product, const std::vector<std::string>& extra,
                      const fs::path& source = {}) {
    const CompileFlags flags = compile_flags(suite_, variant_, toolchain_, product, extra);
    std::vector<std::string> argv = flags.argv;
    const auto append = [&](const std::vector<std::string>& words) {
      argv.insert(argv.end(), words.begin(), words.end());
    };
    Job& job = add(step);
    job.checks_memory = product == Product::memory_program;
    job.checks_races = product == Product::race_program;
    job.verify_options = flags.verify;
    job.command = {argv,
                   compiler_environment(),
                   owner_.folder,
                   limit(suite_.limits.compile),
                   suite_.limits.memory_bytes,
                   suite_.limits.output_bytes};
    if (!suite_.precompiled.empty() && variant_.first_include == suite_.precompiled) {
      job.header = header_for(job.command, flags.header_argv);
    }
    if (!source.empty()) {
      job.source = source;
      append({"-iquote", owner_.folder.string(), "-fsyntax-only", source.string()});
    } else if (product == Product::check) {
      append({"-fsyntax-only", variant_.file.string()});
    } else {
      job.program = program_;
      if (job.checks_memory) job.program += "-memory";
      append({variant_.file.string(), "-o", job.program.string()});
      append(suite_.link.of(toolchain_));
    }
    job.command.argv = argv;
    if (step == Step::compile && product == Product::check && asks_for_fix_its(variant_)) {
      job.fixing = fixing_of(job.command);
    }
    if (product != Product::check) std::ranges::replace(argv, job.program.string(), "a.out");
    job.by_hand = shell_line(argv);
    return jobs_.size() - 1;
  }

  /// Clang prints its hints with its carets or not at all, so they are asked for by themselves.
  Fixing fixing_of(const Command& compile) const {
    Fixing fixing;
    fixing.hints = compile;
    std::erase(fixing.hints.argv, "-fno-caret-diagnostics");
    std::erase(fixing.hints.argv, "-fno-diagnostics-show-caret");
    fixing.hints.argv.insert(fixing.hints.argv.end() - 1, "-fdiagnostics-parseable-fixits");
    if (!variant_.directives.fix_it_compiles) return fixing;
    fixing.copy = program_.string() + "-fixed.cpp";
    fixing.compile = compile;
    auto& argv = fixing.compile->argv;
    argv.back() = fixing.copy.string();
    argv.insert(argv.end() - 1, {"-iquote", owner_.folder.string()});
    return fixing;
  }

  /// The plan's header for such compiles; the case's folder plays no part in it.
  std::size_t header_for(const Command& command, const std::vector<std::string>& flags) {
    for (std::size_t i = 0; i < headers_.size(); ++i) {
      if (headers_[i].toolchain == &toolchain_ && headers_[i].flags == flags) return i;
    }
    headers_.push_back(
        {&toolchain_, suite_.precompiled, flags, command, find_instantiator(toolchain_)});
    headers_.back().command.argv = flags;
    headers_.back().command.folder = suite_.cases;
    return headers_.size() - 1;
  }

  Job& run(Step step, std::size_t build) {
    const bool checks_races = jobs_[build].checks_races;
    const bool checks_memory = jobs_[build].checks_memory;
    const fs::path report = checks_races || checks_memory
                                ? fs::path(jobs_[build].program.string() + ".reports") / "report"
                                : fs::path();
    const auto options = [&](const fs::path& reports) {
      if (checks_races) return race_options(toolchain_, reports);
      return checks_memory ? memory_options(toolchain_, reports) : std::vector<std::string>();
    };
    auto environment = compiler_environment();
    for (std::string& each : options(report)) environment.push_back(std::move(each));
    // By hand the program has to see the detector's options too, or a race has no exit status; but
    // a report is then read on the terminal.
    std::vector<std::string> started = options({});
    if (!started.empty()) started.insert(started.begin(), "env");
    started.emplace_back("./a.out");
    std::string by_hand = jobs_[build].by_hand + " && " + shell_line(started);
    Job& job = add(step);
    job.after = build;
    job.report = report;
    job.by_hand = std::move(by_hand);
    job.checks_races = checks_races;
    job.checks_memory = checks_memory;
    job.command = {{jobs_[build].program.string()}, std::move(environment),
                   program_.parent_path(),          limit(suite_.limits.run),
                   suite_.limits.memory_bytes,      suite_.limits.output_bytes};
    return job;
  }

  std::chrono::seconds limit(std::chrono::seconds usual) const {
    return variant_.directives.timeout.value_or(usual);
  }

  const Suite& suite_;
  const Case& owner_;
  const Variant& variant_;
  const Toolchain& toolchain_;
  const Witnesses& witnesses_;
  std::vector<fs::path>
      include_folders_;  ///< In the dialect `verify`: where headers are the user's.
  Witness witness_;
  fs::path program_;
  std::vector<Job>& jobs_;
  std::vector<PrecompiledHeader>& headers_;
};

}  // namespace

std::string skip_reason(const Variant& variant, const Toolchain& toolchain) {
  const Directives& directives = variant.directives;
  if (!directives.only.empty() && !any_holds(directives.only, toolchain)) {
    return fmt::format("only for {}", joined(directives.only));
  }
  for (const Condition& condition : directives.skip) {
    if (holds(condition, toolchain)) return fmt::format("skip: {}", condition.text);
  }
  for (const auto& need : directives.needs) {
    const Feature* feature = toolchain.feature(need);
    if (feature == nullptr || !feature->present()) {
      return fmt::format("needs {}{}", need, feature == nullptr ? "" : ": " + feature->missing);
    }
  }
  return {};
}

Plan plan(const Suite& suite, const std::vector<Case>& cases,
          const std::vector<Toolchain>& toolchains, const fs::path& work_folder,
          const Witnesses& witnesses, const std::vector<Toolchain>& twin_compilers) {
  Plan plan;
  for (const Case& owner : cases) {
    for (const Variant& variant : owner.variants) {
      for (const Toolchain& toolchain : toolchains) {
        const Witnesses here = witnesses_on(toolchain, suite, variant, toolchains, witnesses);
        Planner(suite, owner, variant, toolchain, work_folder, here, plan).plan();
      }
    }
    plan_twins(suite, owner, twin_compilers, work_folder, witnesses, plan);
  }
  return plan;
}

}  // namespace mustfail
