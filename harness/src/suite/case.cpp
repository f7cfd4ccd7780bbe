#include "suite/case.hpp"

#include <algorithm>

namespace mustfail {

void read_includes(Variant& variant, std::string_view source, const std::vector<Comment>& comments,
                   const std::filesystem::path& folder) {
  variant.leading_includes = leading_includes(source, comments, folder);
  variant.first_include = first_include(source, comments, folder);
}

bool is_pinned_alone(const Variant& variant, const Toolchain& toolchain) {
  const bool pins = !variant.example || variant.example->pins;
  return variant.mode == Mode::compile_fail && pins &&
         variant.policy == ExpectationPolicy::optional &&
         std::ranges::none_of(variant.expectations.list,
                              [&](const Expectation& each) { return is_active(each, toolchain); });
}

}  // namespace mustfail
