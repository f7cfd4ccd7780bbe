#include "run/control.hpp"

#include <re2/re2.h>

#include <algorithm>

#include "suite/comment.hpp"

namespace mustfail {

namespace {

/// Flags that leave a compile a compile, and the detector on. What is not among them may be as
/// harmless, and costs a control.
bool is_plain(const std::string& flag) {
  static const RE2 plain(
      R"(-[DU]\w+(?:=[\w.+:-]*)?|-std=[\w+]+|-O[0-3sgz]?|-g\w*|-w|-pthread|-pedantic(?:-errors)?|)"
      R"(-W(?:all|extra|error|no-|[a-z])[\w=+-]*|-stdlib=\w+|-m(?:arch|tune|cpu)=[\w.+-]+|-m(?:32|64)|)"
      R"(-f(?:no-)?(?:exceptions|rtti|caret-diagnostics|color-diagnostics|diagnostics-[\w=-]+|)"
      R"(diagnostics|message-length=\d+|concepts[\w-]*|coroutines|permissive|fast-math|)"
      R"(template-[\w=-]+|constexpr-[\w=-]+|strict-[\w=-]+|PIC|pic|PIE|pie|syntax-only|)"
      R"(experimental-library|lto(?:=[\w-]+)?|char8_t|modules-ts|error-limit=\d+|plugin=.*|sanitize=[\w,]+|)"
      R"(omit-frame-pointer|bracket-depth=\d+|openmp|plugin-arg-[\w=.,/-]+|)"
      R"(use-ld=[\w.-]+|sanitize-recover=[\w,]+)|)"
      R"(-static-lib[a-z]+|-fdiagnostics-[\w=-]+|-pipe|-nostdinc\+\+)");
  return RE2::FullMatch(flag, plain);
}

/// Whether all flags of the command, from its compiler to its files, are plain.
bool are_plain(const std::vector<std::string>& argv) {
  for (std::size_t i = 1; i < argv.size(); ++i) {
    const std::string& word = argv[i];
    const bool takes_path = word == "-I" || word == "-isystem" || word == "-iquote" ||
                            word == "-o" || word == "-include-pch";
    // Clang's checker compiles what it checks, and takes its own words off what comes of it.
    const bool is_checker =
        word == "-Xclang" && i + 1 < argv.size() && argv[i + 1].starts_with("-verify");
    if (takes_path || is_checker) {
      ++i;
      continue;
    }
    const bool names_path = word.starts_with("-I") || word.starts_with("-isystem") ||
                            word.starts_with("-l") || word.starts_with("-L") || word == "-S";
    const bool is_flag = word.starts_with('-') && !names_path;
    if (word.starts_with('@') || (is_flag && !is_plain(word))) return false;
  }
  return true;
}

}  // namespace

bool may_compile_nothing(const Job& job) {
  return job.program.empty() && !job.after && !is_twin(job) && !are_plain(job.command.argv);
}

Command control_of_compile(const Job& job, const std::filesystem::path& file) {
  Command command = job.command;
  command.argv.back() = file.string();
  return command;
}

std::string_view planted_race() {
  // Nothing that a rule of the library under test could object to: no static, and who looks for
  // threads does not see that these are started.
  return R"(#include <pthread.h>
#include <stdlib.h>
static void* mustfail_race(void* planted) {
  for (int i = 0; i < 1000; ++i) *static_cast<volatile int*>(planted) = i;
  return nullptr;
}
__attribute__((constructor)) static void mustfail_control() {
  int (*volatile start)(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*) = &pthread_create;
  void* const planted = calloc(1, sizeof(int));
  pthread_t one, two;
  start(&one, nullptr, mustfail_race, planted);
  start(&two, nullptr, mustfail_race, planted);
  pthread_join(one, nullptr);
  pthread_join(two, nullptr);
  exit(0);
}
)";
}

bool may_silence(const Job& build) {
  if (!are_plain(build.command.argv)) return true;
  const auto code = read_code(*build.variant);
  if (!code) return true;
  // What speaks to the detector in plain words is refused; see evidence.hpp.
  static const RE2 hidden(R"(\basm\b|__asm)");
  return RE2::PartialMatch(*code, hidden) || may_hold_words_in_pieces(*code) ||
         may_include_own_file(*code);
}

Command build_of_control(const Job& build, const std::filesystem::path& file,
                         const std::filesystem::path& program) {
  Command command = build.command;
  const auto output = std::ranges::find(command.argv, build.program.string());
  if (output != command.argv.end()) *output = program.string();
  const auto word = std::ranges::find(command.argv, "-o");
  command.argv.insert(word, file.string());
  return command;
}

}  // namespace mustfail
