#include "plan/job_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "toolchain/detector_options.hpp"
#include "util/files.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// Whether a name in quotes may be found elsewhere than a name in angle brackets: nobody has looked
/// there for a file of the precompiled header's name.
bool looks_beside(const std::vector<std::string>& argv) {
  return std::ranges::any_of(
      argv, [](const std::string& word) { return word.starts_with("-iquote") || word == "-I-"; });
}

/// The name in `-DNAME`, `-DNAME=1` and `-UNAME`; empty of any other word.
std::string macro_of(std::string_view word) {
  if (!word.starts_with("-D") && !word.starts_with("-U")) return {};
  word.remove_prefix(2);
  return std::string(word.substr(0, word.find_first_of("=(")));
}

CheckedBy checked_by(const Suite& suite, const Variant& variant) {
  if (variant.directives.checked_by) return *variant.directives.checked_by;
  const auto rule = suite.rules.find(variant.directives.rule);
  const bool rule_says = rule != suite.rules.end() && rule->second.checked_by;
  return rule_says ? *rule->second.checked_by : suite.checked_by;
}

/// Code is generated and thrown away: no rule is the assembler's.
/// How the compile that has these words only checks its file.
std::vector<std::string> check_flags(CheckedBy how, const std::vector<std::string>& argv) {
  if (how == CheckedBy::syntax) return {"-fsyntax-only"};
  std::vector<std::string> flags{"-S", "-o", "/dev/null"};
  // What is optimised when it is linked is not generated before.
  const bool is_late =
      std::ranges::any_of(argv, [](const std::string& word) { return word.starts_with("-flto"); });
  if (is_late) flags.insert(flags.begin(), "-fno-lto");
  return flags;
}

bool has_to_be_rejected(const Variant& variant) {
  return variant.mode == Mode::compile_fail && variant.directives.known_hole.empty();
}

}  // namespace

JobBuilder::JobBuilder(const Suite& suite, const Case& owner, const Variant& variant,
                       const Toolchain& toolchain, const fs::path& work_folder, Plan& plan)
    : suite_(suite),
      owner_(owner),
      variant_(variant),
      toolchain_(toolchain),
      program_(work_folder / fmt::format("{}", plan.jobs.size())),
      plan_(plan) {}

Job& JobBuilder::add(Step step) {
  Job job;
  job.owner = &owner_;
  job.variant = &variant_;
  job.toolchain = &toolchain_;
  job.step = step;
  plan_.jobs.push_back(std::move(job));
  return plan_.jobs.back();
}

std::size_t JobBuilder::compile(Step step, Product product, const std::vector<std::string>& extra,
                                const fs::path& source) {
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
                 variant_.example ? suite_.cases : owner_.folder,
                 limit(suite_.limits.compile),
                 suite_.limits.memory_bytes,
                 suite_.limits.output_bytes};
  const bool may_use_header = !names_relative_path(argv) && !looks_beside(argv);
  if (suite_.precompiled.empty()) {
    if (may_use_header && suite_.finds_headers && !variant_.leading_includes.empty()) {
      job.wish = header_wish(flags.header_argv, extra);
    }
  } else if (variant_.first_include == suite_.precompiled && may_use_header) {
    job.header = header_for(job.command, flags.header_argv);
  }
  job.source = source.empty() && variant_.example ? example_file() : source;
  if (!job.source.empty()) append({"-iquote", owner_.folder.string()});
  const std::string compiled = (job.source.empty() ? variant_.file : job.source).string();
  if (product == Product::check) {
    append(check_flags(checked_by(suite_, variant_), argv));
    append({compiled});
  } else {
    job.program = program_;
    if (job.checks_memory) job.program += "-memory";
    append({compiled, "-o", job.program.string()});
    append(suite_.link.of(toolchain_));
  }
  job.command.argv = argv;
  if (step == Step::compile && product == Product::check && has_to_be_rejected(variant_) &&
      checked_by(suite_, variant_) == CheckedBy::syntax) {
    job.full = job.command;
    auto& words = job.full->argv;
    words.erase(words.end() - 2);
    const auto generates = check_flags(CheckedBy::codegen, argv);
    words.insert(words.end() - 1, generates.begin(), generates.end());
  }
  if (step == Step::compile && product == Product::check && asks_for_fix_its(variant_)) {
    job.fixing = fixing_of(job.command);
  }
  if (product != Product::check) std::ranges::replace(argv, job.program.string(), "a.out");
  // An example's source is gone when somebody reads this.
  job.by_hand = variant_.example ? std::string() : shell_line(argv);
  return plan_.jobs.size() - 1;
}

/// The example as a file of its own; where the disk is full, the compiler says that it is not
/// there.
fs::path JobBuilder::example_file() const {
  fs::path file = program_.string() + "-example.cpp";
  (void)write_file(file, variant_.example->source, Durability::lazy);
  return file;
}

/// Clang prints its hints with its carets or not at all, so they are asked for by themselves.
Fixing JobBuilder::fixing_of(const Command& compile) const {
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

/// The macros that a file's compiles may differ in: those of the switches that turn rules off, and
/// of the file's own flags.
HeaderWish JobBuilder::header_wish(const std::vector<std::string>& flags,
                                   const std::vector<std::string>& extra) const {
  std::set<std::string> names;
  const auto note = [&](const std::vector<std::string>& words) {
    for (const auto& word : words) {
      if (auto name = macro_of(word); !name.empty()) names.insert(std::move(name));
    }
  };
  note(variant_.directives.unchecked.value_or(suite_.unchecked));
  note(extra);
  note(variant_.directives.flags.of(toolchain_));
  HeaderWish wish;
  wish.flags = flags;
  for (const auto& word : flags) {
    const std::string name = macro_of(word);
    if (!names.contains(name)) {
      wish.bare_flags.push_back(word);
    } else if (std::ranges::find(wish.macros, name) == wish.macros.end()) {
      wish.macros.push_back(name);
    }
  }
  return wish;
}

/// The plan's header for such compiles; the case's folder plays no part in it.
std::size_t JobBuilder::header_for(const Command& command, const std::vector<std::string>& flags) {
  for (std::size_t i = 0; i < plan_.headers.size(); ++i) {
    if (plan_.headers[i].toolchain == &toolchain_ && plan_.headers[i].flags == flags) return i;
  }
  plan_.headers.push_back({&toolchain_,
                           {"<" + suite_.precompiled + ">"},
                           flags,
                           command,
                           true,
                           find_instantiator(toolchain_)});
  plan_.headers.back().command.argv = flags;
  plan_.headers.back().command.folder = suite_.cases;
  return plan_.headers.size() - 1;
}

Job& JobBuilder::run(Step step, std::size_t build) {
  const bool checks_races = plan_.jobs[build].checks_races;
  const bool checks_memory = plan_.jobs[build].checks_memory;
  const fs::path report = checks_races || checks_memory
                              ? fs::path(plan_.jobs[build].program.string() + ".reports") / "report"
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
  std::string by_hand = plan_.jobs[build].by_hand;
  if (!by_hand.empty()) by_hand += " && " + shell_line(started);
  Job& job = add(step);
  job.after = build;
  job.report = report;
  job.by_hand = std::move(by_hand);
  job.checks_races = checks_races;
  job.checks_memory = checks_memory;
  job.command = {{plan_.jobs[build].program.string()},
                 std::move(environment),
                 fs::path(plan_.jobs[build].program.string() + ".folder"),
                 limit(suite_.limits.run),
                 suite_.limits.memory_bytes,
                 suite_.limits.output_bytes};
  return job;
}

std::chrono::seconds JobBuilder::limit(std::chrono::seconds usual) const {
  return variant_.directives.timeout.value_or(usual);
}

}  // namespace mustfail
