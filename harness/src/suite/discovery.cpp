#include "suite/discovery.hpp"

#include <fmt/format.h>
#include <re2/re2.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>
#include <optional>
#include <set>

#include "suite/comment.hpp"
#include "suite/example.hpp"
#include "suite/group.hpp"
#include "suite/twin.hpp"
#include "suite/variant_file.hpp"
#include "util/files.hpp"
#include "util/path_pattern.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

const std::set<std::string>& other_endings() {
  static const std::set<std::string> endings{".cc", ".cxx", ".c++", ".cp", ".C", ".CPP"};
  return endings;
}

/// The kinds of file that a compiler takes for C++ by their names.
bool is_source(const fs::path& file, Dialect dialect) {
  if (file.extension() == ".cpp") return true;
  return dialect == Dialect::verify && other_endings().contains(file.extension().string());
}

/// Other people's suites in the dialect `verify` may hold Rust and Go for reasons of their own.
bool is_twin(const fs::path& file, Dialect dialect) {
  return dialect == Dialect::native && twin_language(file).has_value();
}

/// Which files of the suite's folder are looked for.
enum class Kind { cpp, twin };

/// Whether the file would be a case's by its name, were it not for its ending: nobody would miss
/// it.
bool is_overlooked(const fs::path& file, Dialect dialect) {
  return dialect == Dialect::native && other_endings().contains(file.extension().string()) &&
         mode_of_stem(file.stem().string()).has_value();
}

/// An expectation in a header of the cases would be neither met nor missed: nobody reads it there.
std::optional<Failure> why_unread(const fs::path& file, Dialect dialect) {
  static const std::set<std::string> headers{".h", ".hh", ".hpp", ".hxx", ".inc", ".inl", ".ipp"};
  if (dialect != Dialect::native || !headers.contains(file.extension().string())) {
    return std::nullopt;
  }
  const auto text = read_file(file);
  if (!text) return std::nullopt;
  static const RE2 expectation(
      R"(\b(?:expected|gcc|clang)[0-9]*-(?:error|warning|note|remark)(?:-re)?\b[^{]*\{\{)");
  for (const Comment& comment : find_comments(*text)) {
    const re2::StringPiece words(comment.text.data(), comment.text.size());
    if (!RE2::PartialMatch(words, expectation)) continue;
    return Failure{{file, comment.line},
                   "an expectation in a header is not read",
                   fmt::format("write it in the file that is compiled, as expected-error@{}:LINE "
                               "{{{{...}}}}",
                               file.filename().string())};
  }
  return std::nullopt;
}

/// Links can make a tree of folders as large as they like.
constexpr std::size_t kMostFolders = 100'000;

/// Collects the variants below a folder; by hand and not by a recursive iterator, which would stop
/// without a word at a link that leads nowhere.
class Collector {
 public:
  Collector(const Suite& suite, Kind kind) : suite_(suite), kind_(kind), groups_(suite) {}

  std::optional<Failure> look_into(const fs::path& folder) {
    // A folder that is looked into already is led to by a link: following it would never end.
    struct stat status {};
    if (::stat(folder.c_str(), &status) != 0) {
      return Failure{{folder, 0},
                     fmt::format("cannot list this folder: {}", std::strerror(errno)),
                     "check that it is a folder and readable"};
    }
    const std::pair identity{status.st_dev, status.st_ino};
    if (std::ranges::find(open_, identity) != open_.end()) return std::nullopt;
    if (++folders_ > kMostFolders) {
      return Failure{{folder, 0},
                     fmt::format("there are more than {} folders, with links followed, below {}",
                                 kMostFolders, suite_.cases.string()),
                     "take away the symbolic links that lead from one folder of cases to another"};
    }
    open_.push_back(identity);
    auto failure = list(folder);
    open_.pop_back();
    return failure;
  }

  std::vector<std::string> names;

 private:
  std::optional<Failure> list(const fs::path& folder) {
    const Dialect dialect = groups_.dialect_of(folder);
    std::error_code problem;
    std::error_code ignored;
    fs::directory_iterator entries(folder, problem);
    for (const fs::directory_iterator end; !problem && entries != end; entries.increment(problem)) {
      const fs::path& path = entries->path();
      if (path.filename().string().starts_with('.')) continue;
      if (entries->is_directory(ignored)) {
        if (auto failure = look_into(path)) return failure;
      } else if (!suite_.files.empty()) {
        // Somebody else's folder: what is a case is named, whatever it is called.
        if (kind_ == Kind::cpp && is_named(suite_, path)) {
          names.push_back(
              full_name(folder.lexically_relative(suite_.cases).string(), variant_name(path)));
        }
      } else if (auto failure = why_unread(path, dialect)) {
        return failure;
      } else if (is_overlooked(path, dialect)) {
        return Failure{{path, 0},
                       "this file is no case: a C++ file of a case ends in .cpp",
                       fmt::format("rename it to {}.cpp", path.stem().string())};
      } else if ((kind_ == Kind::twin ? is_twin(path, dialect) : is_source(path, dialect)) &&
                 (folder != suite_.cases || dialect == Dialect::verify)) {
        names.push_back(
            full_name(folder.lexically_relative(suite_.cases).string(), variant_name(path)));
      }
    }
    if (!problem) return std::nullopt;
    return Failure{{folder, 0},
                   fmt::format("cannot list this folder: {}", problem.message()),
                   "check that it is a folder and readable"};
  }

  const Suite& suite_;
  Kind kind_;
  Groups groups_;
  std::vector<std::pair<dev_t, ino_t>> open_;  ///< The folders on the way.
  std::size_t folders_ = 0;
};

Result<std::vector<std::string>> names_of(const Suite& suite, Kind kind) {
  Collector collector(suite, kind);
  if (const auto problem = collector.look_into(suite.cases)) return *problem;
  std::ranges::sort(collector.names);
  return std::move(collector.names);
}

/// A variant whose name begins with another's and a dot would take its snapshots: those of `naive`
/// for GCC are `naive.gcc.stderr`, and of its revision `old` `naive.old.json`.
Failures check_names(const Suite& suite, const std::vector<std::string>& names) {
  const std::set<std::string> known(names.begin(), names.end());
  Failures failures;
  for (const std::string& name : names) {
    const std::size_t from = name.rfind('/') + 1;  // npos + 1 is 0
    for (std::size_t dot = name.find('.', from); dot != std::string::npos;
         dot = name.find('.', dot + 1)) {
      if (!known.contains(name.substr(0, dot))) continue;
      failures.push_back(
          {{suite.cases / (name + ".cpp"), 0},
           fmt::format(
               "the snapshots of this file would be taken for those of {}.cpp, which stands "
               "beside it",
               name.substr(from, dot - from)),
           "write the name without a dot, such as " +
               [&] {
                 std::string plain = name.substr(from);
                 std::ranges::replace(plain, '.', '_');
                 return plain;
               }() +
               ".cpp"});
      break;
    }
  }
  return failures;
}

/// `did you mean 'x'? ` for a word that is near to a name or to a part of one.
std::string meant_filter(const std::string& word, const std::vector<std::string>& names) {
  std::vector<std::string> known = names;
  for (const auto& name : names) {
    known.push_back(name.substr(0, name.rfind('/')));
    for (auto& part : split_list(name, '/')) known.push_back(std::move(part));
  }
  const auto near = nearest(word, known);
  return near ? fmt::format("did you mean '{}'? ", *near) : std::string();
}

}  // namespace

Result<std::vector<std::string>> variant_names(const Suite& suite) {
  return names_of(suite, Kind::cpp);
}

Result<std::vector<std::string>> twin_names(const Suite& suite) {
  return names_of(suite, Kind::twin);
}

namespace {

/// A file that a filter may select from.
struct Candidate {
  std::string case_name;
  std::string variant_name;
  fs::path folder;
  fs::path file;
};

Candidate candidate(const Suite& suite, const std::string& name) {
  const std::size_t cut = name.rfind('/');
  Candidate found;
  found.case_name = cut == std::string::npos ? kTop : name.substr(0, cut);
  found.variant_name = cut == std::string::npos ? name : name.substr(cut + 1);
  // Without the slash that `.` leaves behind: files are known by their folder's name.
  found.folder =
      found.case_name == kTop ? suite.cases : (suite.cases / found.case_name).lexically_normal();
  found.file = found.folder / (found.variant_name + ".cpp");
  // A link that leads nowhere is there all the same, and is complained of by its name.
  if (std::error_code problem; !fs::exists(fs::symlink_status(found.file, problem))) {
    found.file = found.folder / found.variant_name;
  }
  return found;
}

/// A pattern that names nothing was written for a file that is no more, or in other words than it
/// has.
void check_patterns(const Suite& suite, const std::vector<std::string>& names, Failures& failures) {
  if (suite.files.empty()) return;
  std::set<std::string> files;
  for (const std::string& name : names) {
    files.insert(candidate(suite, name).file.lexically_relative(suite.cases).string());
  }
  for (const FileDefaults& each : suite.files) {
    for (const std::string& pattern : each.match) {
      const bool is_used =
          files.contains(pattern) ||
          std::ranges::any_of(files, [&](const auto& file) { return matches_path(file, pattern); });
      if (is_used) continue;
      failures.push_back({{suite.file, 0},
                          fmt::format("\"files\": no file matches '{}'", pattern),
                          "correct the pattern, or remove it; it counts from the folder of cases, "
                          "and ** stands for any folders"});
    }
  }
}

/// Adds `NAME#REVISION` for every revision of every file.
void add_revisions(const Suite& suite, std::vector<std::string>& names) {
  const std::size_t files = names.size();
  for (std::size_t i = 0; i < files; ++i) {
    for (const auto& revision : revisions_of(suite, candidate(suite, names[i]).file)) {
      names.push_back(fmt::format("{}{}{}", names[i], kRevisionMark, revision));
    }
  }
}

}  // namespace

Result<Discovery> discover(const Suite& suite, const Filter& filter) {
  const auto names = variant_names(suite);
  if (!names) return names.error();
  const auto twins = twin_names(suite);
  if (!twins) return twins.error();
  std::vector<std::string> known = *names;
  known.insert(known.end(), twins->begin(), twins->end());
  Discovery discovery;
  auto examples = read_examples(suite, discovery.failures);
  for (const Case& owner : examples) {
    for (const Variant& each : owner.variants) known.push_back(full_name(owner.name, each.name));
  }
  if (filter.names_revisions()) add_revisions(suite, known);
  if (const auto words = filter.unmatched(known); !words.empty()) {
    return Failure{{},
                   fmt::format("no case matches '{}'", words.front()),
                   known.empty() ? fmt::format("there is no case below {}", suite.cases.string())
                                 : meant_filter(words.front(), known) +
                                       "mustfail list prints every name; a filter is a part of "
                                       "one, or a pattern with * and ?"};
  }
  check_patterns(suite, *names, discovery.failures);
  if (suite.dialect == Dialect::native && suite.files.empty()) {
    for (auto& each : check_names(suite, *names)) discovery.failures.push_back(std::move(each));
  }
  Groups groups(suite);
  std::map<std::string, Case> cases;
  for (const auto& name : *names) {
    const Candidate found = candidate(suite, name);
    const bool whole = filter.matches(found.case_name, found.variant_name);
    const auto selects = [&](const std::string& revision) {
      return whole || filter.matches(found.case_name, fmt::format("{}{}{}", found.variant_name,
                                                                  kRevisionMark, revision));
    };
    if (!whole && (!filter.names_revisions() ||
                   std::ranges::none_of(revisions_of(suite, found.file), selects))) {
      continue;
    }
    const Directives& defaults = groups.of(found.folder);
    if (!groups.failures.empty()) continue;
    for (auto& variant : read_variants(suite, defaults_of(suite, found.file, defaults), found.file,
                                       discovery.failures)) {
      if (!selects(variant.revision)) continue;
      Case& into = cases[found.case_name];
      into.name = found.case_name;
      into.folder = found.folder;
      into.variants.push_back(std::move(variant));
    }
  }
  for (const auto& name : *twins) {
    const std::string case_name = name.substr(0, name.rfind('/'));
    const std::string file_name = name.substr(case_name.size() + 1);
    if (!filter.matches(case_name, file_name)) continue;
    const fs::path folder = (suite.cases / case_name).lexically_normal();
    auto twin = read_twin(folder / file_name, discovery.failures);
    if (!twin) continue;
    Case& into = cases[case_name];
    into.name = case_name;
    into.folder = folder;
    into.twins.push_back(*std::move(twin));
  }
  discovery.failures.insert(discovery.failures.begin(), groups.failures.begin(),
                            groups.failures.end());
  for (auto& entry : cases) discovery.cases.push_back(std::move(entry.second));
  for (Case& owner : examples) {
    std::erase_if(owner.variants,
                  [&](const Variant& each) { return !filter.matches(owner.name, each.name); });
    if (!owner.variants.empty()) discovery.cases.push_back(std::move(owner));
  }
  return discovery;
}

}  // namespace mustfail
