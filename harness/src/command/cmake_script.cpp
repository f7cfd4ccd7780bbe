#include "command/cmake_script.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <system_error>

#include "util/files.hpp"
#include "util/path_pattern.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

using Words = std::vector<std::string>;

/// A script may call itself, and lists may multiply.
constexpr int kMostCalls = 200'000;

class Interpreter {
 public:
  CMakeProject project;

  void run_folder(const fs::path& folder) {
    const auto text = read_file(folder / "CMakeLists.txt");
    if (!text || !entered_.insert(folder.string()).second) return;
    const fs::path before = std::exchange(folder_, folder);
    const auto outer = variables_;
    variables_["CMAKE_CURRENT_SOURCE_DIR"] = folder.string();
    variables_["CMAKE_CURRENT_LIST_DIR"] = folder.string();
    variables_.try_emplace("CMAKE_SOURCE_DIR", folder.string());
    variables_.try_emplace("PROJECT_SOURCE_DIR", folder.string());
    const Words flags = flags_;
    run(parse_cmake(*text));
    flags_ = flags;
    variables_ = outer;
    folder_ = before;
  }

  /// Only what a module defines.
  void define_from(const fs::path& file) {
    const auto text = read_file(file);
    if (!text) return;
    const auto commands = parse_cmake(*text);
    for (std::size_t i = 0; i < commands.size(); ++i) {
      if (commands[i].name == "function" || commands[i].name == "macro") i = define(commands, i);
    }
  }

 private:
  struct Definition {
    Words parameters;
    std::vector<CMakeCommand> body;
  };

  void run(const std::vector<CMakeCommand>& commands) {
    for (std::size_t i = 0; i < commands.size() && ++calls_ < kMostCalls; ++i) {
      const std::string& name = commands[i].name;
      if (name == "function" || name == "macro") {
        i = define(commands, i);
      } else if (name == "foreach") {
        i = loop(commands, i);
      } else if (name == "if" && never_holds(commands[i].arguments)) {
        i = end_of(commands, i, "if", "endif");
      } else {
        call(commands[i]);
      }
    }
  }

  static bool never_holds(const Words& condition) {
    return condition.size() == 1 && (condition[0] == "FALSE" || condition[0] == "0");
  }

  static std::size_t end_of(const std::vector<CMakeCommand>& commands, std::size_t begin,
                            std::string_view opens, std::string_view closes) {
    int depth = 0;
    for (std::size_t i = begin; i < commands.size(); ++i) {
      if (commands[i].name == opens) ++depth;
      if (commands[i].name == closes && --depth == 0) return i;
    }
    return commands.size();
  }

  std::size_t define(const std::vector<CMakeCommand>& commands, std::size_t begin) {
    const std::string kind = commands[begin].name;
    const std::size_t end = end_of(commands, begin, kind, "end" + kind);
    const Words& words = commands[begin].arguments;
    if (words.empty()) return end;
    Definition definition;
    definition.parameters.assign(words.begin() + 1, words.end());
    for (std::size_t i = begin + 1; i < end; ++i) definition.body.push_back(commands[i]);
    definitions_[lower(words.front())] = std::move(definition);
    return end;
  }

  std::size_t loop(const std::vector<CMakeCommand>& commands, std::size_t begin) {
    const std::size_t end = end_of(commands, begin, "foreach", "endforeach");
    const Words words = expanded(commands[begin].arguments);
    if (words.empty()) return end;
    Words items;
    bool by_name = false;
    const std::size_t first = words.size() > 1 && words[1] == "IN" ? 2 : 1;
    if (words.size() > 2 && words[1] == "RANGE") {
      const int from = words.size() > 3 ? parse_number(words[2]).value_or(0) : 0;
      const int to = parse_number(words[words.size() > 3 ? 3 : 2]).value_or(-1);
      for (int i = from; i <= to && i - from < 1000; ++i) items.push_back(std::to_string(i));
    } else {
      for (std::size_t i = first; i < words.size(); ++i) {
        if (first == 2 && (words[i] == "LISTS" || words[i] == "ITEMS")) {
          by_name = words[i] == "LISTS";
        } else if (by_name) {
          for (auto& each : split_list(variables_[words[i]], ';')) items.push_back(std::move(each));
        } else {
          items.push_back(words[i]);
        }
      }
    }
    std::vector<CMakeCommand> body;
    for (std::size_t i = begin + 1; i < end && i < commands.size(); ++i)
      body.push_back(commands[i]);
    for (const auto& item : items) {
      variables_[words.front()] = item;
      run(body);
    }
    return end;
  }

  void call(const CMakeCommand& command) {
    const Words words = expanded(command.arguments);
    const auto definition = definitions_.find(command.name);
    if (definition != definitions_.end()) return call_defined(definition->second, words);
    if (command.name == "set" && !words.empty()) {
      variables_[words[0]] = fmt::format("{}", fmt::join(before_keyword(words, 1), ";"));
    } else if (command.name == "list" && words.size() > 2 && words[0] == "APPEND") {
      std::string& list = variables_[words[1]];
      for (std::size_t i = 2; i < words.size(); ++i) list += (list.empty() ? "" : ";") + words[i];
    } else if (command.name == "file" && words.size() > 2 && words[0].starts_with("GLOB")) {
      glob(words);
    } else if (command.name == "get_filename_component" && words.size() > 2) {
      const fs::path file(words[1]);
      variables_[words[0]] = words[2] == "NAME_WE"     ? file.stem().string()
                             : words[2] == "NAME"      ? file.filename().string()
                             : words[2] == "DIRECTORY" ? file.parent_path().string()
                                                       : file.string();
    } else if (command.name == "add_subdirectory" && !words.empty()) {
      run_folder((folder_ / words[0]).lexically_normal());
    } else if (command.name == "add_definitions" || command.name == "add_compile_definitions" ||
               command.name == "include_directories" || command.name == "add_compile_options") {
      add_flags(flags_, command.name, words, 0);
    } else if (command.name == "add_executable" || command.name == "add_library") {
      add_target(words);
    } else if (command.name.starts_with("target_") && words.size() > 1) {
      CMakeTarget& target = project.targets[words[0]];
      if (command.name == "target_sources") add_sources(target, words, 1);
      add_flags(target.flags, command.name, words, 1);
      for (const auto& word : words) {
        if (word.starts_with("cxx_std_")) target.standard = "c++" + word.substr(8);
      }
    } else if (command.name == "add_test" && !words.empty()) {
      add_test(words);
    } else if (command.name == "set_tests_properties" || command.name == "set_target_properties") {
      set_properties(words, command.name == "set_tests_properties");
    } else if (command.name == "set_property" && words.size() > 2) {
      const bool is_test = words[0] == "TEST";
      const auto key = std::ranges::find(words, "PROPERTY");
      Words all(words.begin() + 1, key);
      all.emplace_back("PROPERTIES");
      if (key != words.end()) all.insert(all.end(), key + 1, words.end());
      if (is_test || words[0] == "TARGET") set_properties(all, is_test);
    }
  }

  void call_defined(const Definition& definition, const Words& words) {
    if (++depth_ < 50) {
      const auto outer = variables_;
      for (std::size_t i = 0; i < definition.parameters.size() && i < words.size(); ++i) {
        variables_[definition.parameters[i]] = words[i];
      }
      const std::size_t named = std::min(definition.parameters.size(), words.size());
      const auto rest = words.begin() + static_cast<std::ptrdiff_t>(named);
      variables_["ARGN"] = fmt::format("{}", fmt::join(Words(rest, words.end()), ";"));
      variables_["ARGV"] = fmt::format("{}", fmt::join(words, ";"));
      for (std::size_t i = 0; i < words.size(); ++i) {
        variables_["ARGV" + std::to_string(i)] = words[i];
      }
      read_keywords(definition, words);
      const auto body = definition.body;
      run(body);
      variables_ = outer;
    }
    --depth_;
  }

  /// `cmake_parse_arguments(PREFIX "OPTIONS" "ONE" "MANY" ${ARGN})` in the body.
  void read_keywords(const Definition& definition, const Words& words) {
    const auto parse =
        std::ranges::find(definition.body, "cmake_parse_arguments", &CMakeCommand::name);
    if (parse == definition.body.end() || parse->arguments.size() < 4) return;
    const bool is_argv = parse->arguments[0] == "PARSE_ARGV";
    const Words call = expanded(parse->arguments, false);
    const std::size_t at = is_argv ? 2 : 0;
    if (call.size() < at + 4) return;
    std::map<std::string, std::string> found;
    std::set<std::string> keywords;
    for (std::size_t i = 1; i <= 3; ++i) {
      for (auto& each : split_list(call[at + i], ';')) keywords.insert(each);
    }
    std::string key;
    for (const auto& word : words) {
      if (keywords.contains(word)) {
        key = word;
        found[key];
      } else if (!key.empty()) {
        found[key] += (found[key].empty() ? "" : ";") + word;
      }
    }
    for (const auto& [name, value] : found) {
      variables_[call[at] + "_" + name] = value.empty() ? "TRUE" : value;
    }
  }

  void add_target(const Words& words) {
    if (words.empty()) return;
    CMakeTarget& target = project.targets[words[0]];
    target.flags = flags_;
    if (const auto standard = variables_.find("CMAKE_CXX_STANDARD"); standard != variables_.end()) {
      target.standard = "c++" + standard->second;
    }
    add_sources(target, words, 1);
  }

  void add_sources(CMakeTarget& target, const Words& words, std::size_t from) {
    for (std::size_t i = from; i < words.size(); ++i) {
      std::error_code problem;
      const fs::path file = (folder_ / words[i]).lexically_normal();
      if (fs::is_regular_file(file, problem)) target.sources.push_back(file);
    }
  }

  void add_flags(Words& into, const std::string& command, const Words& words, std::size_t from) {
    static const std::set<std::string> scopes{"PUBLIC", "PRIVATE", "INTERFACE",
                                              "SYSTEM", "BEFORE",  "AFTER"};
    for (std::size_t i = from; i < words.size(); ++i) {
      const std::string& word = words[i];
      if (scopes.contains(word) || word.empty() || word.find("$<") != std::string::npos) continue;
      if (command.ends_with("include_directories")) {
        into.push_back("-I" + (folder_ / word).lexically_normal().string());
      } else if (command.ends_with("definitions")) {
        into.push_back(word.starts_with("-") ? word : "-D" + word);
      } else if (command.ends_with("options") && word.starts_with("-") &&
                 (!word.starts_with("-W") || word.starts_with("-Werror"))) {
        into.push_back(word);
      }
    }
  }

  void add_test(const Words& words) {
    const bool is_named = words[0] == "NAME" && words.size() > 1;
    CMakeTest& test = project.tests[is_named ? words[1] : words[0]];
    test.command.assign(words.begin() + (is_named ? 2 : 1), words.end());
  }

  void set_properties(const Words& words, bool of_tests) {
    const auto key = std::ranges::find(words, "PROPERTIES");
    if (key == words.end()) return;
    for (auto name = words.begin(); name != key; ++name) {
      for (auto at = key + 1; at != words.end() && at + 1 != words.end(); at += 2) {
        if (of_tests) {
          project.tests[*name].properties[*at] = *(at + 1);
        } else if (*at == "COMPILE_DEFINITIONS" || *at == "COMPILE_FLAGS") {
          for (auto& each : split_list(*(at + 1), *at == "COMPILE_FLAGS" ? ' ' : ';')) {
            project.targets[*name].flags.push_back(each.starts_with("-") ? each : "-D" + each);
          }
        } else if (*at == "CXX_STANDARD") {
          project.targets[*name].standard = "c++" + *(at + 1);
        }
      }
    }
  }

  void glob(const Words& words) {
    std::string& list = variables_[words[1]];
    list.clear();
    fs::path base;
    for (std::size_t i = 2; i < words.size(); ++i) {
      if (words[i] == "CONFIGURE_DEPENDS") continue;
      if (words[i] == "RELATIVE" && i + 1 < words.size()) {
        base = words[++i];
        continue;
      }
      for (const fs::path& file : files_matching(words[i], folder_)) {
        const fs::path shown = base.empty() ? file : file.lexically_relative(base);
        list += (list.empty() ? "" : ";") + shown.string();
      }
    }
  }

  static Words before_keyword(const Words& words, std::size_t from) {
    Words kept;
    for (std::size_t i = from; i < words.size(); ++i) {
      if (words[i] == "CACHE" || words[i] == "PARENT_SCOPE") break;
      kept.push_back(words[i]);
    }
    return kept;
  }

  static std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
  }

  /// With variables' values; unless told otherwise, a list is several words.
  Words expanded(const Words& words, bool splits = true) {
    static const RE2 variable(R"(\$\{([^${}]*)\})");
    Words all;
    for (const auto& word : words) {
      std::string text = word;
      re2::StringPiece name;
      for (int i = 0; i < 100 && RE2::PartialMatch(text, variable, &name); ++i) {
        const auto at = static_cast<std::size_t>(name.data() - text.data()) - 2;
        const auto known = variables_.find(std::string(name.data(), name.size()));
        const std::string value = known == variables_.end() ? "" : known->second;
        text.replace(at, name.size() + 3, value);
      }
      if (!splits || text.find(';') == std::string::npos) {
        if (!text.empty() || word.empty()) all.push_back(text);
      } else {
        for (auto& each : split_list(text, ';')) all.push_back(std::move(each));
      }
    }
    return all;
  }

  fs::path folder_;
  std::map<std::string, std::string> variables_;
  std::map<std::string, Definition> definitions_;
  std::set<std::string> entered_;
  Words flags_;
  int calls_ = 0;
  int depth_ = 0;
};

}  // namespace

CMakeProject read_cmake_project(const fs::path& folder, const std::vector<fs::path>& modules) {
  Interpreter interpreter;
  for (const fs::path& file : modules) interpreter.define_from(file);
  interpreter.run_folder(folder);
  return std::move(interpreter.project);
}

}  // namespace mustfail
