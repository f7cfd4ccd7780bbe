#include "suite/compile_arguments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <system_error>

#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

/// Options whose value may be the next word, in which it is a path.
constexpr std::array kPaths{
    "-I", "-isystem", "-iquote", "-idirafter", "-include", "-imacros", "-isysroot", "-B", "-L",
};
/// Those whose value may also stand behind a `=`.
constexpr std::array kEqualPaths{"--include-directory=",
                                 "--include=",
                                 "--imacros=",
                                 "--sysroot=",
                                 "-fplugin=",
                                 "-fmodule-map-file=",
                                 "-fsanitize-ignorelist=",
                                 "-fprofile-use=",
                                 "-fprofile-instr-use=",
                                 "--embed-dir=",
                                 "-fmodules-cache-path=",
                                 "-fprebuilt-module-path="};
/// Options whose value may be the next word, and is no path or one that counts from nowhere.
constexpr std::array kWords{"-D",
                            "-U",
                            "-Xclang",
                            "-target",
                            "-mllvm",
                            "-Xpreprocessor",
                            "-arch",
                            "--param",
                            "-Xassembler",
                            "-Xlinker",
                            "-ivfsoverlay",
                            "-iprefix",
                            "-iwithprefix",
                            "-iwithprefixbefore",
                            "-iwithsysroot",
                            "-cxx-isystem",
                            "-stdlib++-isystem",
                            "-T",
                            "-u",
                            "-z",
                            "-A",
                            "-aux-info",
                            "--define-macro",
                            "--undefine-macro",
                            "--include-directory",
                            "--sysroot",
                            "-framework",
                            "-gcc-toolchain",
                            "-specs",
                            "-wrapper"};
/// Of one compile only, with a value behind them.
constexpr std::array kDroppedWithValue{"-o",
                                       "-MF",
                                       "-MT",
                                       "-MQ",
                                       "-MJ",
                                       "-x",
                                       "-include-pch",
                                       "--serialize-diagnostics",
                                       "-serialize-diagnostics",
                                       "-dumpbase",
                                       "-dumpbase-ext",
                                       "-dumpdir",
                                       "--output",
                                       "-index-store-path"};
/// Of one compile only.
constexpr std::array kDropped{"-c",
                              "-S",
                              "-E",
                              "-M",
                              "-MM",
                              "-MD",
                              "-MMD",
                              "-MP",
                              "-MG",
                              "-w",
                              "-fsyntax-only",
                              "--coverage",
                              "-fprofile-arcs",
                              "-ftest-coverage"};
constexpr std::array kDroppedPrefixes{"-fsanitize",
                                      "-fdiagnostics-",
                                      "-fno-diagnostics-",
                                      "-fcolor-diagnostics",
                                      "-fmodules-ts",
                                      "-fmodule-mapper=",
                                      "-fdeps-",
                                      "-o",
                                      "-MF",
                                      "-MT",
                                      "-MQ",
                                      "-MJ",
                                      "-ftime-trace",
                                      "-save-temps",
                                      "--save-temps",
                                      "-fdump-",
                                      "-foptimization-record-file",
                                      "-fsave-optimization-record",
                                      "-gsplit-dwarf"};

template <typename Words>
bool holds(const Words& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

bool is_of_one_compile(std::string_view word) {
  return std::ranges::any_of(kDroppedPrefixes,
                             [&](std::string_view prefix) { return word.starts_with(prefix); });
}

bool is_warning(std::string_view word) {
  if (word.starts_with("-pedantic")) return true;
  if (!word.starts_with("-W")) return false;
  // -Wp, -Wl, -Wa, hand a word to another program.
  return !(word.size() > 3 && word[3] == ',');
}

/// `-Wp,-MD,FILE`: the preprocessor is told to write the build's own dependency file.
bool writes_dependencies(std::string_view word) {
  if (!word.starts_with("-Wp,")) return false;
  const auto parts = split_list(word, ',');
  return std::ranges::any_of(parts, [](const std::string& each) { return each.starts_with("-M"); });
}

/// Whether the program takes MSVC's options, `/DX`, which are not read here.
bool is_msvcs(const std::string& program) {
  static const std::set<std::string> names{"cl", "cl.exe", "clang-cl", "clang-cl.exe"};
  const std::string name = program.substr(program.find_last_of("/\\") + 1);
  return names.contains(name) || name.starts_with("clang-cl-");
}

/// Reads words one after another into the arguments.
class ArgumentReader {
 public:
  ArgumentReader(const std::vector<std::string>& words, const fs::path& folder)
      : words_(words), folder_(folder) {}

  bool more() const { return at_ < words_.size(); }
  const std::string& word() const { return words_[at_]; }
  void skip(std::size_t count = 1) { at_ = std::min(at_ + count, words_.size()); }

  /// Takes the word, with its value when that is the next one.
  void take() {
    const std::string& option = words_[at_];
    for (const std::string_view path : kPaths) {
      if (option == path && at_ + 1 < words_.size()) {
        add_path(path, words_[at_ + 1]);
        return skip(2);
      }
      // Another option may begin like it: -include-pch, -isysroot-x, -isystem-after.
      const bool is_joined = option.starts_with(path) && option.size() > path.size() &&
                             option[path.size()] != '-' && option[path.size()] != '=';
      if (is_joined && path != "-isysroot") {
        add_path(path, option.substr(path.size()));
        return skip();
      }
    }
    for (const std::string_view path : kEqualPaths) {
      if (!option.starts_with(path)) continue;
      const std::string value = option.substr(path.size());
      std::error_code problem;
      const fs::path whole = (folder_ / value).lexically_normal();
      taken.flags.push_back(std::string(path) +
                            (fs::exists(whole, problem) ? whole.string() : value));
      return skip();
    }
    if (option.starts_with("-std=")) {
      taken.standard = option.substr(5);
      return skip();
    }
    taken.flags.push_back(option);
    if (holds(kWords, option) && at_ + 1 < words_.size()) {
      taken.flags.push_back(words_[at_ + 1]);
      skip();
    }
    skip();
  }

  CompileArguments taken;

 private:
  void add_path(std::string_view option, const std::string& value) {
    const fs::path path = (folder_ / value).lexically_normal();
    if (option == "-I") {
      taken.include.push_back(path);
    } else if (option == "-include" || option == "-imacros") {
      // Looked for in the current folder and then as #include "..." is.
      std::error_code problem;
      taken.flags.insert(taken.flags.end(),
                         {std::string(option), fs::exists(path, problem) ? path.string() : value});
    } else {
      taken.flags.insert(taken.flags.end(), {std::string(option), path.string()});
    }
  }

  const std::vector<std::string>& words_;
  const fs::path& folder_;
  std::size_t at_ = 0;
};

bool is_precompiled(const std::string& file) {
  const std::string name = fs::path(file).filename().string();
  return name.starts_with("cmake_pch") || name.ends_with(".pch") || name.ends_with(".gch");
}

std::vector<std::string> words_of(const Json& entry) {
  if (const auto list = entry.find("arguments"); list != entry.end() && list->is_array()) {
    std::vector<std::string> words;
    for (const Json& each : *list) {
      if (each.is_string()) words.push_back(each.get<std::string>());
    }
    return words;
  }
  if (const auto line = entry.find("command"); line != entry.end() && line->is_string()) {
    return shell_words(line->get<std::string>());
  }
  return {};
}

/// The words with those of each response file, `@FILE`, in its place, as compilers read them: that
/// is where a build system puts what is too long for a command line.
Result<std::vector<std::string>> with_response_files(const std::vector<std::string>& words,
                                                     const fs::path& folder,
                                                     std::set<fs::path>& names, int depth = 0) {
  constexpr int kDeepest = 10;
  std::vector<std::string> all;
  for (const std::string& word : words) {
    if (!word.starts_with('@') || word.size() == 1) {
      all.push_back(word);
      continue;
    }
    const fs::path file = (folder / word.substr(1)).lexically_normal();
    names.insert(file);
    const auto text = read_file(file);
    if (!text || depth == kDeepest) {
      return Failure{{},
                     fmt::format("the entry's response file {}: {}", display_path(file).string(),
                                 text ? "it names itself" : text.error().what),
                     "have the build write it again: flags that stand in it are not known"};
    }
    auto inner = with_response_files(shell_words(*text), folder, names, depth + 1);
    if (!inner) return inner;
    all.insert(all.end(), inner->begin(), inner->end());
  }
  return all;
}

std::string text_of(const Json& entry, const char* key) {
  const auto found = entry.find(key);
  return found != entry.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool same(const CompileArguments& a, const CompileArguments& b) {
  return a.include == b.include && a.standard == b.standard && a.flags == b.flags;
}

}  // namespace

std::vector<std::string> shell_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  bool is_word = false;
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool escapes =
        c == '\\' && quote != '\'' && i + 1 < text.size() &&
        (quote == '\0' || std::string_view("\"\\$`").find(text[i + 1]) != std::string_view::npos);
    if (escapes) {
      word += text[++i];
      is_word = true;
    } else if (quote != '\0') {
      if (c == quote) {
        quote = '\0';
      } else {
        word += c;
      }
    } else if (c == '\'' || c == '"') {
      quote = c;
      is_word = true;
    } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      if (is_word) words.push_back(std::move(word));
      word.clear();
      is_word = false;
    } else {
      word += c;
      is_word = true;
    }
  }
  if (is_word) words.push_back(std::move(word));
  return words;
}

CompileArguments arguments_of_lines(std::string_view text, const fs::path& folder) {
  constexpr std::string_view kShell = "SHELL:";
  constexpr std::string_view kLinker = "LINKER:";
  std::vector<std::string> words;
  for (const std::string_view line : split_lines(text)) {
    if (line.starts_with(kLinker)) {
      // As CMake spells it for GCC and Clang, which hand the words on.
      const std::string_view rest = line.substr(kLinker.size());
      words.push_back(
          rest.starts_with(kShell)
              ? fmt::format("-Wl,{}", fmt::join(shell_words(rest.substr(kShell.size())), ","))
              : fmt::format("-Wl,{}", rest));
    } else if (line.starts_with(kShell)) {
      for (auto& word : shell_words(line.substr(kShell.size()))) words.push_back(std::move(word));
    } else if (!trim(line).empty()) {
      words.emplace_back(line);
    }
  }
  ArgumentReader reader(words, folder);
  while (reader.more()) reader.take();
  return std::move(reader.taken);
}

CompileArguments arguments_of_command(const std::vector<std::string>& argv, const fs::path& folder,
                                      bool warnings) {
  ArgumentReader reader(argv, folder);
  // The compiler, and what may stand before it: ccache, env.
  while (reader.more() && !reader.word().starts_with('-')) reader.skip();
  while (reader.more()) {
    const std::string& word = reader.word();
    if (holds(kDroppedWithValue, word)) {
      reader.skip(2);
    } else if (word == "--") {
      break;  // what follows are files
    } else if (!word.starts_with('-') || holds(kDropped, word) || is_of_one_compile(word) ||
               writes_dependencies(word) || (is_warning(word) && !warnings)) {
      reader.skip();
    } else {
      reader.take();
    }
  }
  // A precompiled header of theirs is not of ours, and says `#include` for every case.
  auto& flags = reader.taken.flags;
  for (std::size_t i = 0; i + 1 < flags.size();) {
    const bool direct = flags[i] == "-include" && is_precompiled(flags[i + 1]);
    const bool through_xclang = i + 3 < flags.size() && flags[i] == "-Xclang" &&
                                (flags[i + 1] == "-include-pch" || flags[i + 1] == "-include") &&
                                is_precompiled(flags[i + 3]);
    const auto at = flags.begin() + static_cast<std::ptrdiff_t>(i);
    if (direct) {
      flags.erase(at, at + 2);
    } else if (through_xclang) {
      flags.erase(at, at + 4);
    } else {
      ++i;
    }
  }
  return std::move(reader.taken);
}

Result<CompileArguments> arguments_of_entry(const CompileEntry& entry, std::set<fs::path>* names) {
  std::set<fs::path> unasked;
  std::set<fs::path>& read = names == nullptr ? unasked : *names;
  read.insert(entry.database);
  const auto text = read_file(entry.database);
  if (!text) {
    return Failure{
        {},
        fmt::format("{} is not there", display_path(entry.database).string()),
        "have the build write it: cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON, meson setup, "
        "or bear -- make"};
  }
  const Json database = Json::parse(*text, nullptr, false);
  if (!database.is_array()) {
    return Failure{
        {},
        fmt::format("{} is not a compilation database", display_path(entry.database).string()),
        "it has to be a JSON array of {\"directory\", \"file\", \"command\"}"};
  }
  std::vector<CompileArguments> found;
  std::vector<std::string> outputs;
  std::vector<std::string> files;
  for (const Json& each : database) {
    if (!each.is_object()) continue;
    const fs::path folder = entry.database.parent_path() / text_of(each, "directory");
    const fs::path file = (folder / text_of(each, "file")).lexically_normal();
    files.push_back(display_path(file).string());
    if (file != entry.source) continue;
    const std::string output = text_of(each, "output");
    outputs.push_back(output);
    if (!entry.output.empty() && output != entry.output) continue;
    const auto words = with_response_files(words_of(each), folder, read);
    if (!words) return words.error();
    const auto program = std::ranges::find_if(*words, is_msvcs);
    if (program != words->end()) {
      return Failure{{},
                     fmt::format("the entry of {} is for {}, whose options are not read",
                                 display_path(entry.source).string(), *program),
                     "name an entry of a compiler with GCC's options, or write the flags"};
    }
    auto arguments = arguments_of_command(*words, folder, entry.warnings);
    if (found.empty() || !same(found.front(), arguments)) found.push_back(std::move(arguments));
  }
  const std::string source = display_path(entry.source).string();
  const std::string where = display_path(entry.database).string();
  if (found.empty() && !outputs.empty()) {
    return Failure{
        {},
        fmt::format("no entry for {} in {} has the output '{}'", source, where, entry.output),
        suggestion(entry.output, outputs)};
  }
  if (found.empty()) {
    const auto near = nearest(source, files);
    return Failure{{},
                   fmt::format("there is no entry for {} in {}", source, where),
                   near ? fmt::format("did you mean '{}'?", *near)
                        : fmt::format("\"source\" counts from the suite file's folder; {} there",
                                      counted(files.size(), "file"))};
  }
  if (found.size() > 1) {
    return Failure{{},
                   fmt::format("{} is compiled in several ways in {}", source, where),
                   fmt::format("choose one with \"output\": {}", listed(outputs))};
  }
  return found.front();
}

}  // namespace mustfail
