#include "plan/include_search.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <system_error>
#include <utility>

#include "suite/compile_arguments.hpp"
#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// In the order in which compilers look.
enum class Rank { quoted, plain, variable, system, system_variable, after };

struct Flag {
  std::string_view spelling;
  Rank rank;
};

/// The longer before what they begin with.
constexpr std::array kFolderFlags{Flag{"--include-directory", Rank::plain},
                                  Flag{"-iwithprefixbefore", Rank::plain},
                                  Flag{"-internal-isystem", Rank::system},
                                  Flag{"-stdlib++-isystem", Rank::system},
                                  Flag{"-cxx-isystem", Rank::system},
                                  Flag{"-iwithsysroot", Rank::system},
                                  Flag{"-isystem-after", Rank::after},
                                  Flag{"-idirafter", Rank::after},
                                  Flag{"-isystem", Rank::system},
                                  Flag{"-iquote", Rank::quoted},
                                  Flag{"-I", Rank::plain}};
constexpr std::array kIncludeFlags{std::string_view("--include"), std::string_view("-include")};

/// A word with what put it there taken off.
struct Word {
  std::string text;
  std::optional<std::size_t> index;  ///< In the command, where it stands there as it is.
  std::string before = {};           ///< Of the word, what is no part of the text.
};

constexpr int kNestedResponses = 8;

void add_words(const std::string& word, std::optional<std::size_t> index, const fs::path& folder,
               int depth, std::vector<Word>& words) {
  if (word == "-Xclang" || word == "-Xpreprocessor") return;
  if (word.starts_with("-Wp,")) {
    for (auto& each : split_list(std::string_view(word).substr(4), ',')) {
      words.push_back({std::move(each), std::nullopt, {}});
    }
    return;
  }
  if (word.starts_with('@') && depth < kNestedResponses) {
    if (const auto text = read_file(folder / word.substr(1))) {
      for (const auto& each : shell_words(*text)) {
        add_words(each, std::nullopt, folder, depth + 1, words);
      }
      return;
    }
  }
  words.push_back({word, index, {}});
}

/// What a word gives to the flag: the rest of it, or, where the flag is all of it, the next word.
std::optional<Word> value_of(std::string_view flag, const std::vector<Word>& words,
                             std::size_t& at) {
  const std::string_view word = words[at].text;
  if (!word.starts_with(flag)) return std::nullopt;
  std::string_view rest = word.substr(flag.size());
  if (rest.empty()) {
    if (at + 1 == words.size()) return std::nullopt;
    return words[++at];
  }
  if (rest.starts_with('=')) {
    rest.remove_prefix(1);
  } else if (flag.starts_with("--") || rest.starts_with('-')) {
    return std::nullopt;  // another flag: --include-barrier, -include-pch
  }
  return Word{std::string(rest), words[at].index,
              std::string(word.substr(0, word.size() - rest.size()))};
}

}  // namespace

IncludeSearch include_search(const Command& command) {
  std::vector<Word> words;
  for (std::size_t i = 1; i < command.argv.size(); ++i) {
    add_words(command.argv[i], i, command.folder, 0, words);
  }
  IncludeSearch search;
  std::multimap<Rank, fs::path> folders;
  const auto add = [&](Rank rank, std::string_view folder) {
    fs::path whole = (command.folder / folder).lexically_normal();
    if (rank == Rank::quoted) {
      search.quoted.push_back(std::move(whole));
    } else {
      folders.emplace(rank, std::move(whole));
    }
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool is_folder = std::ranges::any_of(kFolderFlags, [&](const Flag& flag) {
      const auto value = value_of(flag.spelling, words, i);
      if (value) add(flag.rank, value->text);
      return value.has_value();
    });
    if (is_folder) continue;
    for (const std::string_view flag : kIncludeFlags) {
      if (auto value = value_of(flag, words, i)) {
        search.forced.push_back({std::move(value->text), value->index, std::move(value->before)});
        break;
      }
    }
  }
  for (const std::string& variable : command.environment) {
    for (const auto& [name, rank] :
         {Flag{"CPATH=", Rank::variable}, Flag{"CPLUS_INCLUDE_PATH=", Rank::system_variable}}) {
      if (!variable.starts_with(name)) continue;
      for (const auto& folder : split_list(std::string_view(variable).substr(name.size()), ':')) {
        add(rank, folder);
      }
    }
  }
  for (auto& [rank, folder] : folders) search.folders.push_back(std::move(folder));
  return search;
}

std::optional<fs::path> find_header(const IncludeSearch& search, std::string_view name,
                                    const fs::path& from) {
  std::vector<fs::path> folders{from.parent_path()};
  folders.insert(folders.end(), search.quoted.begin(), search.quoted.end());
  folders.insert(folders.end(), search.folders.begin(), search.folders.end());
  for (const fs::path& folder : folders) {
    std::error_code problem;
    fs::path file = (folder / name).lexically_normal();
    if (fs::is_regular_file(file, problem)) return file;
  }
  return std::nullopt;
}

}  // namespace mustfail
