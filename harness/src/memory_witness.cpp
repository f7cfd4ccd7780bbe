#include "memory_witness.hpp"

#include <re2/re2.h>

#include "text.hpp"

namespace mustfail {

std::string first_memory_report(std::string_view errors) {
  // ==7==ERROR: AddressSanitizer: heap-use-after-free on address 0x... at pc ...
  static const RE2 memory(
      R"(^==\d+==\s*ERROR: (?:Address|Leak)Sanitizer: (.*?)(?: on (?:unknown )?address .*)?\s*$)");
  static const RE2 undefined(R"(^\S+:\d+:\d+: (runtime error: .*)$)");
  std::string report;
  for (const std::string_view line : split_lines(errors)) {
    const re2::StringPiece text(line.data(), line.size());
    if (RE2::FullMatch(text, memory, &report) || RE2::FullMatch(text, undefined, &report)) {
      return report;
    }
  }
  return {};
}

}  // namespace mustfail
