// RUN_ONE_OF(a, b, ...) is the main function of the files here: it runs the one that its argument
// names.
#pragma once
#include <cstdio>
#include <initializer_list>
#include <string_view>

using Function = void (*)();

// `names` is "a, b, ...", in the order of the functions.
inline int run_named(std::string_view wanted, std::string_view names,
                     std::initializer_list<Function> functions) {
  for (const Function each : functions) {
    const std::size_t end = names.find(',');
    if (names.substr(0, end) == wanted) {
      each();
      return 0;
    }
    names.remove_prefix(end == names.npos ? names.size() : end + 2);
  }
  std::fputs("the first argument has to be a function of the table\n", stderr);
  return 2;
}

#define RUN_ONE_OF(...)                                                        \
  int main(int count, char** words) {                                          \
    return run_named(count == 2 ? words[1] : "", #__VA_ARGS__, {__VA_ARGS__}); \
  }
