#include "suite/case.hpp"

#include <algorithm>

#include "suite/comment.hpp"

namespace mustfail {

void read_includes(Variant& variant, std::string_view source, const std::vector<Comment>& comments,
                   const std::filesystem::path& folder) {
  variant.leading_includes = leading_includes(source, comments, folder);
  variant.first_include = first_include(source, comments, folder);
}

std::optional<std::string> read_code(const Variant& variant) {
  if (variant.example) return code_of(variant.example->source);
  return read_code(variant.file);
}

bool is_pinned_alone(const Variant& variant, const Toolchain& toolchain) {
  const bool pins = !variant.example || variant.example->pins;
  return variant.mode == Mode::compile_fail && pins &&
         variant.policy == ExpectationPolicy::optional &&
         std::ranges::none_of(variant.expectations.list,
                              [&](const Expectation& each) { return is_active(each, toolchain); });
}

}  // namespace mustfail
