#include "suite/suite.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <set>

#include "suite/compile_arguments.hpp"
#include "suite/group.hpp"
#include "suite/suite_parts.hpp"
#include "util/files.hpp"
#include "util/json_file.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kCodePattern = R"(\[([A-Z]+[0-9]{3,5})(?: [^\]]*)?\])";

fs::path read_folder(JsonObject& from, std::string_view key, const fs::path& root,
                     std::string fallback) {
  fs::path folder = (root / from.text(key, std::move(fallback))).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();
  return folder;
}

/// See load_suite().
using Names = std::set<fs::path>;

/// Puts flags that were taken over before those that the suite has for every toolchain.
void take_over(Suite& suite, CompileArguments arguments) {
  suite.include.insert(suite.include.begin(), arguments.include.begin(), arguments.include.end());
  if (!arguments.standard.empty()) suite.standard = std::move(arguments.standard);
  auto& groups = suite.flags.groups;
  groups.insert(groups.begin(), *flag_group("all", std::move(arguments.flags)));
}

fs::path suite_file(const fs::path& named) {
  std::error_code problem;
  fs::path file = fs::absolute(named, problem).lexically_normal();
  if (fs::is_directory(file, problem)) file /= "suite.json";
  return file;
}

/// The flags of `flags-file`, `link-file` and `compile-commands`.
void read_foreign_flags(JsonObject& top, const fs::path& root, Suite& suite, Names& names) {
  const auto lines_of = [&](std::string_view key) -> std::string {
    const std::string file = top.text(key);
    if (file.empty()) return {};
    names.insert((root / file).lexically_normal());
    const auto text = read_file(root / file);
    if (!text) top.complain(key, text.error().what, "it holds one argument a line");
    return text ? *text : std::string();
  };
  if (const auto lines = lines_of("flags-file"); !lines.empty()) {
    take_over(suite, arguments_of_lines(lines, root));
  }
  if (const auto lines = lines_of("link-file"); !lines.empty()) {
    suite.link.groups.push_back(*flag_group("all", arguments_of_lines(lines, root).flags));
  }
  if (!top.has("compile-commands")) return;
  JsonObject object = top.object("compile-commands");
  const CompileEntry entry{(root / object.text("file")).lexically_normal(),
                           (root / object.text("source")).lexically_normal(), object.text("output"),
                           object.flag("warnings", false)};
  object.finish();
  if (!object.has("file") || !object.has("source")) {
    return object.complain({}, "this needs the database and a source file in it",
                           "write {\"file\": \"../build/compile_commands.json\", "
                           "\"source\": \"../src/x.cpp\"}");
  }
  auto arguments = arguments_of_entry(entry, &names);
  if (!arguments) {
    return object.complain("source", arguments.error().what, arguments.error().help);
  }
  take_over(suite, *std::move(arguments));
}

/// One suite may extend another: the files on the way to the one that is read.
using Extenders = std::vector<fs::path>;

/// More than this are a mistake, and each is read within the one before.
constexpr std::size_t kMostExtenders = 100;

boost::system::result<Suite, Failures> load_suite(const fs::path& named, Extenders extenders,
                                                  Names& names);

/// The suite that this one starts from.
Suite read_base(JsonObject& top, const fs::path& root, const Extenders& extenders, Names& names,
                Failures& failures) {
  const std::string base = top.text("extends");
  if (base.empty()) return {};
  const fs::path file = suite_file(root / base);
  if (std::ranges::find(extenders, file) != extenders.end()) {
    top.complain("extends", "these suites extend each other in a circle", "take one of them away");
    return {};
  }
  if (extenders.size() >= kMostExtenders) {
    top.complain("extends",
                 fmt::format("more than {} suites extend each other in a row", kMostExtenders),
                 "join some of them");
    return {};
  }
  auto suite = load_suite(file, extenders, names);
  if (suite) return *std::move(suite);
  const Failures said = suite.error();  // it gives a copy each time
  failures.insert(failures.end(), said.begin(), said.end());
  return {};
}

/// The snapshots' folder is looked through, and what nothing owns in it may be removed: it must not
/// hold anything else.
void check_expected(JsonObject& top, const Suite& suite) {
  std::error_code problem;
  const fs::path expected = fs::weakly_canonical(suite.expected, problem);
  const fs::path cases = fs::weakly_canonical(suite.cases, problem);
  if (problem || std::ranges::mismatch(expected, cases).in1 != expected.end()) return;
  top.complain("expected",
               fmt::format("the folder of snapshots, {}, holds the cases", suite.expected.string()),
               "name a folder that holds nothing else, such as \"../expected\"");
}

void append(FlagSet& to, FlagSet more) {
  for (auto& group : more.groups) to.groups.push_back(std::move(group));
}

boost::system::result<Suite, Failures> load_suite(const fs::path& named, Extenders extenders,
                                                  Names& names) {
  std::error_code problem;
  const fs::path file = suite_file(named);
  extenders.push_back(file);
  names.insert(file);
  auto json = read_json(file);
  if (!json) return Failures{json.error()};
  Failures failures;
  JsonObject top(*json, {}, json->value, failures);
  const fs::path root = file.parent_path();

  // A key that stands here replaces the base's; lists of folders and flags are added to it.
  Suite suite = read_base(top, root, extenders, names, failures);
  const bool extends = !suite.file.empty();
  suite.file = file;
  top.text("$schema");
  suite.name = top.text("name", extends ? suite.name : root.filename().string());
  if (!extends || top.has("cases")) suite.cases = read_folder(top, "cases", root, ".");
  if (!extends || top.has("expected")) {
    suite.expected = read_folder(top, "expected", root, "../expected");
  }
  if (top.has("documents")) suite.documents = top.texts("documents");
  if (top.has("prelude")) suite.prelude = top.texts("prelude");
  if (!extends) suite.standard = "c++20";
  if (top.has("dialect")) {
    const std::string dialect = top.text("dialect");
    if (const auto known = parse_dialect(dialect)) {
      suite.dialect = *known;
    } else {
      top.complain("dialect", fmt::format("'{}' is not a dialect", dialect),
                   suggestion(dialect, {"native", "verify"}));
    }
  }
  if (top.has("strict")) suite.strictness = read_strictness(top);
  if (top.has("notes")) suite.notes = read_notes(top);
  if (top.has("expectations")) suite.expectations = read_expectations(top);
  suite.checked_by = read_checked_by(top).value_or(suite.checked_by);
  for (const auto& folder : top.texts("include")) {
    suite.include.push_back((root / folder).lexically_normal());
    if (!fs::is_directory(suite.include.back(), problem)) {
      names.insert(suite.include.back());
      top.complain("include", fmt::format("the include folder '{}' is not there", folder),
                   "correct the path; it counts from the suite file's folder");
    }
  }
  read_precompiled(top, *json, suite);
  append(suite.flags, read_flags(top, "flags"));
  append(suite.link, read_flags(top, "link"));
  append(suite.memory, read_flags(top, "memory"));
  read_foreign_flags(top, root, suite, names);
  suite.standard = top.text("std", suite.standard);
  if (top.has("unchecked")) suite.unchecked = top.texts("unchecked");
  if (const std::string file = top.text("mutations"); !file.empty()) {
    suite.mutations = (root / file).lexically_normal();
  }
  for (auto& plugin : read_plugins(top, root)) suite.plugins.push_back(std::move(plugin));
  if (top.has("toolchains")) {
    suite.toolchains = read_toolchains(top, *json, root, failures);
    if (top.elements("toolchains").empty()) {
      top.complain("toolchains", "this names no toolchain, so nothing could be judged",
                   "name one, such as \"gcc-12\"; without the key all that are on PATH are used");
    }
  }
  if (top.has("reference")) {
    JsonObject reference = top.object("reference");
    for (const auto& family : {"gcc", "clang"}) {
      if (reference.has(family)) suite.reference[family] = reference.text(family);
    }
    reference.finish();
  }
  for (auto& [code, rule] : read_rules(top, root)) suite.rules[code] = std::move(rule);
  if (!extends) suite.code_pattern = kCodePattern;
  suite.code_pattern = top.text("code-pattern", suite.code_pattern);
  const RE2 pattern(suite.code_pattern, RE2::Quiet);
  if (!pattern.ok() || pattern.NumberOfCapturingGroups() < 1) {
    top.complain("code-pattern", "this has to be a regular expression with one group, the code",
                 pattern.ok() ? "write for example \\\\[(E[0-9]{4})\\\\]" : pattern.error());
  }
  if (top.has("files")) suite.files = read_file_defaults(top, *json, suite, failures);
  if (top.has("normalize")) suite.normalize = read_normalize(top, *json, failures);
  suite.limits = read_limits(top, suite.limits);
  top.finish();
  if (!fs::is_directory(suite.cases, problem)) {
    names.insert(suite.cases);
    top.complain("cases",
                 fmt::format("the folder of cases, {}, is not there", suite.cases.string()),
                 "correct \"cases\"; it counts from the suite file's folder");
  } else {
    check_expected(top, suite);
  }
  if (!failures.empty()) return failures;
  return suite;
}

}  // namespace

FlagSet read_flags(JsonObject& from, std::string_view key) {
  FlagSet flags;
  if (!from.has(key)) return flags;
  JsonObject object = from.object(key);
  for (const auto& toolchains : object.keys()) {
    if (auto group = flag_group(toolchains, object.texts(toolchains))) {
      flags.groups.push_back(*std::move(group));
      continue;
    }
    object.complain(toolchains, fmt::format("'{}' means no toolchain", toolchains),
                    flag_group_help(toolchains));
  }
  object.finish();
  return flags;
}

boost::system::result<Suite, Failures> load_suite(const fs::path& named,
                                                  std::set<fs::path>* names) {
  Names unasked;
  return load_suite(named, Extenders(), names == nullptr ? unasked : *names);
}

Result<fs::path> find_suite(const fs::path& from) {
  std::error_code problem;
  for (fs::path folder = fs::absolute(from, problem);; folder = folder.parent_path()) {
    for (const char* name : {"suite.json", "cases/suite.json"}) {
      if (fs::is_regular_file(folder / name, problem)) return folder / name;
    }
    if (folder == folder.parent_path()) break;
  }
  return Failure{{},
                 "no suite.json here or in a folder above",
                 "name one with --suite FILE, or go to the folder that holds it"};
}

}  // namespace mustfail
