#include "suite/verify_options.hpp"

#include <algorithm>
#include <string_view>

#include "util/text.hpp"

namespace mustfail {

namespace {

void sort_prefixes(VerifyOptions& options) {
  std::ranges::sort(options.prefixes);
  options.prefixes.erase(std::unique(options.prefixes.begin(), options.prefixes.end()),
                         options.prefixes.end());
}

}  // namespace

VerifyOptions take_verify_flags(std::vector<std::string>& flags) {
  constexpr std::string_view kVerify = "-verify";
  constexpr std::string_view kIgnore = "-verify-ignore-unexpected";
  VerifyOptions options;
  bool named = false;
  std::vector<std::string> kept;
  for (auto& flag : flags) {
    const std::string_view word = flag;
    const std::string_view value = word.substr(std::min(word.find('='), word.size()));
    const std::string_view key = word.substr(0, word.size() - value.size());
    if (key != kVerify && key != kIgnore) {
      kept.push_back(std::move(flag));
      continue;
    }
    if (!kept.empty() && kept.back() == "-Xclang") kept.pop_back();
    const auto values = split_list(value.empty() ? value : value.substr(1), ',');
    if (key == kVerify) {
      if (!named) options.prefixes.clear();
      named = true;
      if (values.empty()) options.prefixes.emplace_back("expected");
      options.prefixes.insert(options.prefixes.end(), values.begin(), values.end());
      continue;
    }
    for (const Severity level :
         {Severity::error, Severity::warning, Severity::remark, Severity::note}) {
      const bool wanted = values.empty() || std::ranges::find(values, name(level)) != values.end();
      if (wanted) options.ignored.push_back(level);
    }
  }
  flags = std::move(kept);
  sort_prefixes(options);
  return options;
}

void add_prefix(VerifyOptions& options, const std::string& prefix) {
  options.prefixes.push_back(prefix);
  sort_prefixes(options);
}

}  // namespace mustfail
