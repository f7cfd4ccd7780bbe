#include "command/adopt_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <system_error>

#include "command/file_change.hpp"
#include "command/foreign_suite.hpp"
#include "report/reporting.hpp"
#include "suite/comment.hpp"
#include "suite/first_include.hpp"
#include "util/files.hpp"
#include "util/terminal.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

using Json = nlohmann::ordered_json;

/// In the order in which a build says more than a name does.
std::optional<ForeignSuite> read_foreign(const fs::path& folder) {
  for (auto* reader : {read_verify_files, read_boost_build, read_cmake_tests, read_plain_files}) {
    if (auto suite = reader(folder)) return suite;
  }
  return std::nullopt;
}

/// The folders that the programs' first headers are in, where that is not beside them: above the
/// folder, or in an `include` or `src` there.
std::vector<fs::path> find_includes(const ForeignSuite& suite, const fs::path& folder) {
  std::set<std::string> names;
  for (const ForeignCompile& each : suite.compiles) {
    const auto text = read_file(each.file);
    if (!text) continue;
    for (const LeadingInclude& include :
         leading_includes(*text, find_comments(*text), each.file.parent_path())) {
      const std::string& header = include.header;
      if (header.front() == '<') names.insert(header.substr(1, header.size() - 2));
    }
  }
  std::vector<fs::path> found;
  for (const auto& name : names) {
    fs::path above = folder;
    for (int i = 0; i < 8 && above.has_relative_path(); ++i, above = above.parent_path()) {
      for (const fs::path& candidate :
           {above, above / "include", above / "src", above / "test", above / "util"}) {
        std::error_code problem;
        const bool is_there = fs::is_regular_file(candidate / name, problem);
        // The system's own folders are searched anyway.
        if (!is_there || candidate == "/usr/include") continue;
        if (std::ranges::find(found, candidate) == found.end()) found.push_back(candidate);
        i = 8;
        break;
      }
    }
  }
  return found;
}

std::string relative_to(const fs::path& file, const fs::path& folder) {
  return file.lexically_normal().lexically_relative(folder).string();
}

/// What one compile asks for beyond the others, as an entry of `"files"` says it.
Json entry_of(const ForeignCompile& compile, const std::string& source) {
  Json entry = Json::object();
  if (!compile.standard.empty()) entry["std"] = compile.standard;
  if (!compile.only.empty()) entry["only"] = Json::array({compile.only});
  Json flags = Json::object();
  if (!compile.flags.empty()) flags["all"] = compile.flags;
  for (const auto& [family, own] : compile.family_flags) {
    if (!own.empty()) flags[family] = own;
  }
  if (!flags.empty()) entry["flags"] = flags;
  // What the file asks about is what makes it fail: without it, it is an ordinary program.
  const auto asked = asked_macros(source);
  std::vector<std::string> unchecked;
  for (const auto& flag : compile.flags) {
    if (!flag.starts_with("-D")) continue;
    const std::string macro = flag.substr(2, flag.find('=') - 2);
    if (asked.contains(macro)) unchecked.push_back("-U" + macro);
  }
  if (!unchecked.empty()) entry["unchecked"] = unchecked;
  if (compile.only_fails) entry.update({{"dialect", "native"}, {"expectations", "optional"}});
  return entry;
}

/// A name as a revision may be called.
std::string revision_name(const std::string& name) {
  std::string plain = name;
  for (char& c : plain) c = is_name_character(c) ? c : '_';
  return plain;
}

/// The entries of `"files"`: one for all files that are compiled alike.
Json files_of(const ForeignSuite& suite, const fs::path& cases) {
  std::map<std::string, std::vector<const ForeignCompile*>> by_file;
  for (const ForeignCompile& each : suite.compiles) {
    auto& all = by_file[relative_to(each.file, cases)];
    const bool known = std::ranges::any_of(all, [&](const ForeignCompile* other) {
      return other->flags == each.flags && other->family_flags == each.family_flags &&
             other->standard == each.standard && other->only == each.only;
    });
    if (!known) all.push_back(&each);
  }
  std::vector<std::pair<Json, Json>> entries;  // what holds, and the files
  for (const auto& [file, compiles] : by_file) {
    const auto text = read_file(compiles.front()->file);
    const std::string source = text ? *text : std::string();
    Json entry = entry_of(*compiles.front(), source);
    if (compiles.size() > 1) {
      entry = Json::object();
      std::set<std::string> used;
      for (const ForeignCompile* each : compiles) {
        std::string name = revision_name(each->name);
        while (!used.insert(name).second) name += "_too";
        entry["revisions"][name] = entry_of(*each, source);
      }
    }
    const auto same = std::ranges::find(entries, entry, &std::pair<Json, Json>::first);
    if (same == entries.end()) {
      entries.emplace_back(entry, Json::array({file}));
    } else {
      same->second.push_back(file);
    }
  }
  Json all = Json::array();
  for (const auto& [entry, files] : entries) {
    Json whole = {{"match", files}};
    whole.update(entry);
    all.push_back(whole);
  }
  return all;
}

Json suite_of(const ForeignSuite& foreign, const AdoptOptions& options, const fs::path& folder,
              const fs::path& to) {
  Json suite;
  suite["name"] = folder.filename().string();
  suite["cases"] = relative_to(folder, to);
  suite["expected"] = "expected";
  // As their own build has it: the compiler's.
  suite["std"] = "";
  if (foreign.verifies) suite["dialect"] = "verify";
  if (!foreign.verifies) suite["expectations"] = "optional";
  std::vector<std::string> include;
  for (const auto& each : find_includes(foreign, folder)) include.push_back(relative_to(each, to));
  for (const auto& each : options.include) {
    include.push_back(relative_to(fs::absolute(each), to));
  }
  if (!include.empty()) suite["include"] = include;
  if (!options.toolchains.empty()) suite["toolchains"] = options.toolchains;
  Json files = files_of(foreign, folder);
  for (Json& each : files) {
    if (foreign.verifies && !each.contains("dialect")) continue;
    each["mode"] = "compile-fail";
    each["witness"] = "none: nothing is run";
  }
  suite["files"] = files;
  // Nobody knows yet how long theirs take, on a machine that has other things to do.
  suite["limits"] = {{"compile-seconds", 300}};
  return suite;
}

}  // namespace

ExitStatus adopt_command(const AdoptOptions& options) {
  std::error_code problem;
  const fs::path folder = fs::weakly_canonical(options.folder, problem);
  if (problem || !fs::is_directory(folder, problem)) {
    print({{{options.folder, 0}, "this is no folder", "name the folder of the programs"}});
    return kNothingJudged;
  }
  const fs::path to = options.to.empty() ? folder : fs::weakly_canonical(options.to, problem);
  const fs::path file = to / "suite.json";
  if (fs::exists(file, problem)) {
    print(
        {{{file, 0}, "there is a suite already", "remove it, or write another with --to FOLDER"}});
    return kNothingJudged;
  }
  const auto foreign = read_foreign(folder);
  if (!foreign) {
    print({{{folder, 0},
            "no program that must not compile is found here",
            "name the folder whose Jamfile, CMakeLists.txt or sources say which they are"}});
    return kNothingJudged;
  }
  // A build that names programs, and none that fails, would have named those.
  if (foreign->says_nothing && !options.every && has_build(folder)) {
    print({{{folder, 0},
            fmt::format("{} here, and nothing says which must not compile",
                        counted(foreign->compiles.size(), "program")),
            "name the folder of those that must not; if none must compile, add --every"}});
    return kNothingJudged;
  }
  FileChange change{file, FileChange::What::create, {}, {}};
  change.bytes = suite_of(*foreign, options, folder, to).dump(2) + "\n";
  for (const auto line : split_lines(change.bytes)) change.differences.emplace_back(line);
  const auto changed = change_files({change}, {options.yes, {}, "file"});
  print(changed.failures);
  if (changed.done == 0) return changed.failures.empty() ? kSomeRed : kNothingJudged;
  std::set<fs::path> files;
  for (const ForeignCompile& each : foreign->compiles) files.insert(each.file);
  const std::string where = display_path(file).string();
  say("{}: {} of {}\n", foreign->kind, counted(foreign->compiles.size(), "compile"),
      counted(files.size(), "file"));
  if (foreign->verifies) {
    say("next: mustfail run --suite {0}; where a comment is missing: mustfail annotate --suite "
        "{0}\n",
        where);
  } else {
    say("next: mustfail bless --suite {0} pins what is seen, or mustfail annotate --suite {0} "
        "writes it into\nthe sources; then: mustfail run --suite {0}\n",
        where);
  }
  return kAllAsExpected;
}

}  // namespace mustfail
