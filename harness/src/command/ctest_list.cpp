#include "command/ctest_list.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "command/run_command.hpp"
#include "plan/plan.hpp"
#include "plan/witness_choice.hpp"
#include "suite/twin.hpp"
#include "toolchain/probe.hpp"
#include "util/cache_folder.hpp"
#include "util/files.hpp"

namespace mustfail {

namespace {

/// The status that CTest is told to take for a skip. Words would not do: what a program prints is
/// shown, and it may print them.
constexpr int kSkipped = 77;

/// A CMake bracket argument: nothing inside it is special.
std::string bracket(std::string_view text) {
  std::string bars = "==";
  while (fmt::format("{}]", text).find("]" + bars + "]") != std::string::npos) bars += '=';
  // CMake drops a newline in front.
  return fmt::format("[{}[{}{}]{}]", bars, text.starts_with('\n') ? "\n" : "", text, bars);
}

/// One label of a list of them.
std::string one_of_list(std::string_view label) {
  std::string text;
  for (const char c : label) text += c == ';' ? std::string("\\;") : std::string(1, c);
  return text;
}

/// The files' names, with a file's revisions in place of the file.
std::vector<std::string> with_revisions(const std::vector<std::string>& files,
                                        const std::vector<Case>& cases) {
  std::map<std::string, std::vector<std::string>> revised;  // by file
  for (const Case& owner : cases) {
    for (const Variant& variant : owner.variants) {
      if (variant.revision.empty()) continue;
      const std::string stem =
          variant.name.substr(0, variant.name.size() - variant.revision.size() - 1);
      revised[full_name(owner.name, stem)].push_back(full_name(owner.name, variant.name));
    }
  }
  std::vector<std::string> names;
  for (const auto& file : files) {
    const auto found = revised.find(file);
    if (found == revised.end()) {
      names.push_back(file);
    } else {
      names.insert(names.end(), found->second.begin(), found->second.end());
    }
  }
  return names;
}

/// A file that becomes tests.
struct File {
  std::string name;  ///< As a filter takes it: a case that is one file has no slash.
  std::string case_name;
  std::string variant_name;
  const Case* owner = nullptr;       ///< Null where nothing of the case can be read.
  const Variant* variant = nullptr;  ///< Null where the file is malformed.
};

File file_of(const std::string& name, const std::vector<Case>& cases) {
  const std::size_t cut = name.rfind('/');
  File file{name, name.substr(0, cut), name.substr(cut + 1)};
  const auto owner = std::ranges::find(cases, file.case_name, &Case::name);
  if (owner == cases.end()) return file;
  file.owner = &*owner;
  const auto variant = std::ranges::find(owner->variants, file.variant_name, &Variant::name);
  if (variant != owner->variants.end()) file.variant = &*variant;
  return file;
}

/// The tests of one suite, printed one after the other.
class CTestList {
 public:
  CTestList(const ListOptions& options, const Suite& suite, const std::vector<Toolchain>& here)
      : options_(options), suite_(suite), here_(here), filter_(options.selection.filters) {}

  /// A test for each toolchain. One that the suite asks for and that is not here is a red test, not
  /// a missing one.
  void add_file(const File& file) {
    if (!filter_.matches(file.case_name, file.variant_name)) return;
    for (const Toolchain& toolchain : here_) {
      const Witnesses witnesses = brought_by(file, toolchain);
      if (witnesses.running) {
        add(file, toolchain.name, witnesses);
      } else {
        only_compiled_[{group_of(file), toolchain.name}].push_back(file);
      }
    }
    const auto& chosen = options_.selection.toolchains;
    for (const ToolchainRequest& request : suite_.toolchains) {
      if (!chosen.empty() && std::ranges::find(chosen, request.name) == chosen.end()) continue;
      const auto is_it = [&](const Toolchain& each) { return each.name == request.name; };
      if (std::ranges::none_of(here_, is_it)) add(file, request.name, {});
    }
  }

  /// A test for each group and toolchain, of all the files whose evidence others bring: one process
  /// reads the suite once and has its compilers ready for all of them.
  void add_compiles() const {
    for (const auto& [key, files] : only_compiled_) {
      const auto& [group, toolchain] = key;
      std::vector<std::string> names;
      std::set<std::string> rules;
      for (const File& file : files) {
        names.push_back(file.name);
        rules.merge(as_set(rules_of(*file.owner)));
      }
      std::vector<std::string> labels{group, "compiles"};
      labels.insert(labels.end(), rules.begin(), rules.end());
      labels.push_back(toolchain);
      auto command = run_of(names, toolchain);
      command.emplace_back("--compile-only");
      print(fmt::format("{}{}.{}", options_.ctest_prefix, group, toolchain), std::move(labels),
            command, needs_headers(toolchain));
    }
  }

  void add_twin(const std::string& name) const {
    const File file = file_of(name, {});
    if (!filter_.matches(file.case_name, file.variant_name)) return;
    if (!options_.selection.toolchains.empty()) return;
    const std::string language(mustfail::name(*twin_language(file.variant_name)));
    print(options_.ctest_prefix + name, {group_of(file), file.variant_name, language},
          run_of({name}, language));
  }

  /// The tests, and fixtures, that make each toolchain's precompiled headers before its cases run.
  void add_warming() const {
    if (suite_.precompiled.empty()) return;
    for (const Toolchain& toolchain : here_) {
      const std::string test = warm_name(toolchain.name);
      print(test, {"warm", toolchain.name},
            {"cache", "warm", "--suite", suite_.file.string(), "--toolchain", toolchain.name,
             "--jobs", "1"},
            "FIXTURES_SETUP " + test);
    }
  }

  void add_snapshots() const {
    print(options_.ctest_prefix + "snapshots", {"snapshots"},
          {"run", "--suite", suite_.file.string(), "--only-snapshots"});
  }

 private:
  static std::string group_of(const File& file) {
    return file.case_name.substr(0, file.case_name.find('/'));
  }

  /// No test of a group is called so: those end in a dot and a toolchain.
  std::string warm_name(const std::string& toolchain) const {
    return fmt::format("{}warm-{}", options_.ctest_prefix, toolchain);
  }

  /// The evidence that the file's test on this toolchain brings: all of it, where it is not known.
  Witnesses brought_by(const File& file, const Toolchain& toolchain) const {
    if (file.variant == nullptr) return {};
    return witnesses_on(toolchain, suite_, *file.owner, *file.variant, here_,
                        {.everywhere = !options_.ctest_in_turn});
  }

  static std::set<std::string> as_set(const std::vector<std::string>& names) {
    return {names.begin(), names.end()};
  }

  std::vector<std::string> run_of(const std::vector<std::string>& names,
                                  const std::string& toolchain) const {
    std::vector<std::string> words{"run", "--suite", suite_.file.string()};
    for (const std::string& name : names) words.insert(words.end(), {"--exact", name});
    words.insert(words.end(), {"--toolchain", toolchain, "--jobs", "1", "--if-all-skipped",
                               std::to_string(kSkipped)});
    return words;
  }

  std::string needs_headers(const std::string& toolchain) const {
    return suite_.precompiled.empty() ? "" : "FIXTURES_REQUIRED " + warm_name(toolchain);
  }

  /// The test of one file, with this evidence.
  void add(const File& file, const std::string& toolchain, const Witnesses& witnesses) const {
    std::vector<std::string> labels{group_of(file), file.variant_name};
    if (file.owner != nullptr) {
      for (auto& rule : rules_of(*file.owner)) labels.push_back(std::move(rule));
    }
    labels.push_back(toolchain);
    auto command = run_of({file.name}, toolchain);
    command.insert(command.end(),
                   {"--witness", witnesses.memory ? "counterfactual,race,memory,other"
                                                  : "counterfactual,race,other"});
    print(fmt::format("{}{}.{}", options_.ctest_prefix, file.name, toolchain), std::move(labels),
          command, needs_headers(toolchain));
  }

  /// `fixture` is a CTest property with its value, or empty.
  void print(const std::string& test, std::vector<std::string> labels,
             const std::vector<std::string>& arguments, const std::string& fixture = {}) const {
    for (std::string& each : labels) each = one_of_list(each);
    labels.insert(labels.end(), options_.ctest_labels.begin(), options_.ctest_labels.end());
    std::error_code problem;
    const std::string self = std::filesystem::read_symlink("/proc/self/exe", problem).string();
    std::string command = bracket(self);
    for (const auto& argument : arguments) command += " " + bracket(argument);
    fmt::print("add_test({} {})\n", bracket(test), command);
    fmt::print(
        "set_tests_properties({} PROPERTIES LABELS {} SKIP_RETURN_CODE {} {}{})\n", bracket(test),
        bracket(fmt::format("{}", fmt::join(labels, ";"))), kSkipped, fixture,
        options_.ctest_timeout == 0 ? "" : fmt::format(" TIMEOUT {}", options_.ctest_timeout));
  }

  const ListOptions& options_;
  const Suite& suite_;
  const std::vector<Toolchain>& here_;
  Filter filter_;
  std::map<std::pair<std::string, std::string>, std::vector<File>> only_compiled_;
};

}  // namespace

ExitStatus print_ctest_list(const ListOptions& options) {
  const auto suite = select_suite(options.selection);
  if (!suite) return mustfail::print(suite.error()), kNothingJudged;
  const auto names = variant_names(*suite);
  if (!names) return mustfail::print({names.error()}), kNothingJudged;
  const auto twins = twin_names(*suite);
  if (!twins) return mustfail::print({twins.error()}), kNothingJudged;
  auto discovery = discover(*suite, Filter({}));
  if (!discovery) return mustfail::print({discovery.error()}), kNothingJudged;
  const Probe probe = probe_toolchains(
      {suite->toolchains, options.selection.toolchains, suite->plugins, cache_folder()});
  if (probe.interrupted) return refuse({});

  auto tests = with_revisions(*names, discovery->cases);
  for (const Case& owner : discovery->cases) {
    for (const Variant& each : owner.variants) {
      if (each.example) tests.push_back(full_name(owner.name, each.name));
    }
  }
  CTestList list(options, *suite, probe.toolchains);
  for (const auto& name : tests) list.add_file(file_of(name, discovery->cases));
  list.add_compiles();
  for (const auto& name : *twins) list.add_twin(name);
  list.add_warming();
  list.add_snapshots();
  return kAllAsExpected;
}

}  // namespace mustfail
