#include "plan/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "plan/compile_flags.hpp"
#include "plan/job_builder.hpp"
#include "plan/plan_twin.hpp"
#include "plan/plan_verify.hpp"
#include "plan/safe_form.hpp"
#include "plan/shared_headers.hpp"
#include "plan/witness_choice.hpp"
#include "util/files.hpp"
#include "util/text.hpp"

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
          const fs::path& work_folder, const Witnesses& witnesses, VerifyHeaders& headers,
          Plan& plan)
      : suite_(suite),
        owner_(owner),
        variant_(variant),
        toolchain_(toolchain),
        witnesses_(witnesses),
        witness_(witness_of(variant.directives)),
        headers_(headers),
        build_(suite, owner, variant, toolchain, work_folder, plan) {}

  void plan() {
    if (auto reason = skip_reason(variant_, toolchain_); !reason.empty()) {
      build_.add(Step::compile).skip = std::move(reason);
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
        return plan_verify(build_, headers_);
    }
  }

 private:
  /// A known hole goes the same way: it is the build without rules that has to race, because a rule
  /// that types cannot check may still be checked at run time.
  void plan_naive() {
    if (unchecked().empty() || !has_switch()) return plan_without_switch();
    build_.compile(Step::compile, Product::check, {});
    check_reason();
    if (!witnesses_.counterfactual && !wants_witness()) return;
    const std::size_t build = build_.compile(
        Step::counterfactual, wants_witness() && missing().empty() ? product() : Product::check,
        unchecked());
    show_harm(build);
  }

  /// What switches off the rules that reject this file.
  const std::vector<std::string>& unchecked() const {
    return variant_.directives.unchecked ? *variant_.directives.unchecked : suite_.unchecked;
  }

  /// An example may be there for a mistake that is no rule's, or of a rule that nothing switches
  /// off.
  bool has_switch() const {
    if (!variant_.example) return true;
    const auto rule = suite_.rules.find(variant_.directives.rule);
    return rule != suite_.rules.end() && !rule->second.unchecked.empty();
  }

  /// The library under test has no switch that turns its rules off. A hole compiles as it is, and
  /// has to race as it is.
  void plan_without_switch() {
    const bool shows = !variant_.directives.known_hole.empty() && wants_witness();
    const std::size_t build =
        build_.compile(Step::compile, shows && missing().empty() ? product() : Product::check, {});
    check_reason();
    if (shows) show_harm(build);
  }

  /// A hole is not rejected, so there is nothing to give a reason for.
  void check_reason() {
    if (!witnesses_.reason || !variant_.directives.known_hole.empty()) return;
    const auto source = read_file(variant_.file);
    SafeForm form =
        source ? make_safe(variant_, *source, toolchain_) : SafeForm{{}, {}, source.error().what};
    const fs::path file = build_.program().string() + "-safe" + variant_.file.extension().string();
    if (form.why_not.empty()) {
      const auto written = write_file(file, form.source, Durability::lazy);
      if (!written) form.why_not = written.error().what;
    }
    if (!form.why_not.empty()) {
      build_.add(Step::reason).skip = form.why_not;
      return;
    }
    std::vector<std::string> lines;
    for (const int line : form.lines) lines.push_back(std::to_string(line));
    Job& job = build_.job(build_.compile(Step::reason, Product::check, {}, file));
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
        build_.compile(Step::compile, shows && missing().empty() ? product() : Product::check, {});
    if (shows) show_harm(build);
  }

  void plan_running() {
    if (!witnesses_.running) {
      build_.compile(Step::compile, Product::check, {});
      return;
    }
    const std::size_t build =
        build_.compile(Step::compile, can_race() ? Product::race_program : Product::program, {});
    build_.run(Step::run, build);
    if (!witnesses_.memory || !has_memory_detector()) return;
    build_.run(Step::memory, build_.compile(Step::memory_build, Product::memory_program, {}));
  }

  /// Runs what was built with the rules off, until the file's harm is seen.
  void show_harm(std::size_t build) {
    const Step step = witness_.kind == WitnessKind::race ? Step::race : Step::witness;
    if (witness_.kind == WitnessKind::none) {
      // An example shows harm where it says so, and needs no reason where it does not.
      if (witnesses_.other && !witness_.reason.empty())
        build_.add(step).skip = "no witness: " + witness_.reason;
    } else if (wants_witness() && !missing().empty()) {
      build_.add(step).skip = missing();
    } else if (wants_witness()) {
      build_.run(step, build).tries = suite_.limits.race_tries;
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

  const Suite& suite_;
  const Case& owner_;
  const Variant& variant_;
  const Toolchain& toolchain_;
  const Witnesses& witnesses_;
  Witness witness_;
  VerifyHeaders& headers_;
  JobBuilder build_;
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
  VerifyHeaders headers;
  for (const Case& owner : cases) {
    for (const Variant& variant : owner.variants) {
      for (const Toolchain& toolchain : toolchains) {
        const Witnesses here =
            witnesses_on(toolchain, suite, owner, variant, toolchains, witnesses);
        Planner(suite, owner, variant, toolchain, work_folder, here, headers, plan).plan();
      }
    }
    plan_twins(suite, owner, twin_compilers, work_folder, witnesses, plan);
  }
  share_headers(suite, plan);
  return plan;
}

}  // namespace mustfail
