#include "suite/filter.hpp"

#include <fnmatch.h>

#include <algorithm>

namespace mustfail {

Filter Filter::exactly(std::vector<std::string> names) {
  Filter filter(std::move(names));
  filter.exact_ = true;
  return filter;
}

bool Filter::word_matches(const std::string& word, const std::string& name) const {
  if (exact_) return word == name;
  // What a pattern is made of may be a part of a name: `arr[0]`.
  if (name.find(word) != std::string::npos) return true;
  if (word.find_first_of("*?[") == std::string::npos) return false;
  const std::string case_name = name.substr(0, name.rfind('/'));
  return ::fnmatch(word.c_str(), name.c_str(), 0) == 0 ||
         ::fnmatch(word.c_str(), case_name.c_str(), 0) == 0;
}

bool Filter::matches(const std::string& case_name, const std::string& variant_name) const {
  if (words_.empty()) return true;
  const std::string name = full_name(case_name, variant_name);
  return std::ranges::any_of(words_,
                             [&](const std::string& word) { return word_matches(word, name); });
}

bool Filter::names_revisions() const {
  return std::ranges::any_of(words_, [](const std::string& word) {
    return word.find(kRevisionMark) != std::string::npos;
  });
}

std::vector<std::string> Filter::unmatched(const std::vector<std::string>& names) const {
  std::vector<std::string> words;
  for (const auto& word : words_) {
    const bool any = std::ranges::any_of(
        names, [&](const std::string& name) { return word_matches(word, name); });
    if (!any) words.push_back(word);
  }
  return words;
}

std::string full_name(const std::string& case_name, const std::string& variant_name) {
  return case_name == kTop ? variant_name : case_name + "/" + variant_name;
}

}  // namespace mustfail
