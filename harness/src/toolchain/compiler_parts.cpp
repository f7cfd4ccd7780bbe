#include "toolchain/compiler_parts.hpp"

#include <sys/stat.h>

#include <set>
#include <system_error>

#include "toolchain/compiler_search.hpp"
#include "util/digest.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// Collects files, each once and by its real name.
class Collector {
 public:
  Collector(const std::vector<std::string>& flags, const AskCompiler& ask, const fs::path& compiler)
      : flags_(flags), ask_(ask), compiler_(compiler) {}

  void collect() {
    add(compiler_);
    std::set<fs::path> programs;
    const std::string said = dry_run();
    for (const std::string_view line : split_lines(said)) {
      const auto words = words_of_dry_run(line);
      for (const auto& word : words) add(word.substr(word.find('=') + 1));
      if (!words.empty() && is_program(words.front())) programs.insert(words.front());
    }
    for (const char* name : {"cc1plus", "as", "ld", "ld.gold", "ld.lld"}) {
      const std::string program = answer("-print-prog-name=", name);
      add(find_program(program).value_or(program));
    }
    for (const char* name : {"libtsan.so", "libstdc++.so", "libc.so.6"}) {
      add(answer("-print-file-name=", name));
    }
    for (const auto& program : programs) add_loaded_by(program);
  }

  const std::set<fs::path>& files() const { return files_; }

 private:
  /// What the driver would run to build a program with the race detector.
  std::string dry_run() {
    return run({"-###", "-fsanitize=thread", "-x", "c++", "/dev/null", "-o", "/dev/null"}).errors;
  }

  std::string answer(const char* question, const char* name) {
    return std::string(trim(run({std::string(question) + name}).output));
  }

  ProcessResult run(const std::vector<std::string>& arguments) {
    std::vector<std::string> argv{compiler_.string()};
    argv.insert(argv.end(), flags_.begin(), flags_.end());
    argv.insert(argv.end(), arguments.begin(), arguments.end());
    return ask_(argv, {});
  }

  static bool is_program(const std::string& word) {
    return word.starts_with('/') && find_program(word).has_value();
  }

  /// The dynamic loader tells which libraries it would load; Clang is hardly more than these.
  void add_loaded_by(const fs::path& program) {
    const auto said = ask_({program.string(), "--version"}, {"LD_TRACE_LOADED_OBJECTS=1"});
    for (const std::string_view line : split_lines(said.output)) {
      const std::size_t arrow = line.find(" => ");
      if (arrow == std::string_view::npos) continue;
      const std::string_view library = line.substr(arrow + 4);
      add(std::string(library.substr(0, library.find(" ("))));
    }
  }

  void add(const fs::path& path) {
    if (!path.is_absolute()) return;
    std::error_code problem;
    const fs::path real = fs::canonical(path, problem);
    if (!problem && fs::is_regular_file(real, problem)) files_.insert(real);
  }

  const std::vector<std::string>& flags_;
  const AskCompiler& ask_;
  const fs::path& compiler_;
  std::set<fs::path> files_;
};

CompilerPart stamp_of(const fs::path& file) {
  struct stat status {};
  ::stat(file.c_str(), &status);
  CompilerPart part;
  part.file = file;
  part.size = static_cast<std::uint64_t>(status.st_size);
  part.modified_seconds = status.st_mtim.tv_sec;
  part.modified_nanoseconds = status.st_mtim.tv_nsec;
  return part;
}

}  // namespace

std::vector<CompilerPart> find_compiler_parts(const fs::path& compiler,
                                              const std::vector<std::string>& flags,
                                              const AskCompiler& ask) {
  Collector collector(flags, ask, compiler);
  collector.collect();
  std::vector<CompilerPart> parts;
  for (const auto& file : collector.files()) parts.push_back(part_of(file));
  return parts;
}

CompilerPart part_of(const fs::path& file) {
  CompilerPart part = stamp_of(file);  // before its bytes are read: a change meanwhile is noticed
  part.digest = digest_of_file(file).value_or("unreadable");
  return part;
}

bool is_unchanged(const CompilerPart& part) {
  CompilerPart now = stamp_of(part.file);
  now.digest = part.digest;
  return now == part;
}

std::string digest_of(const std::vector<CompilerPart>& parts) {
  Digest digest;
  for (const CompilerPart& part : parts) digest.add(part.file.string()).add(part.digest);
  return digest.finish();
}

std::vector<std::string> words_of_dry_run(std::string_view line) {
  std::vector<std::string> words;
  std::string word;
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') {
      quoted = !quoted;
    } else if (line[i] == '\\' && i + 1 < line.size()) {
      word += line[++i];
    } else if (line[i] == ' ' && !quoted) {
      if (!word.empty()) words.push_back(std::exchange(word, {}));
    } else {
      word += line[i];
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

}  // namespace mustfail
