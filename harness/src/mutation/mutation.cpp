#include "mutation/mutation.hpp"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <set>

#include "util/json_file.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

std::vector<Mutation> of_rules(const Suite& suite) {
  std::vector<Mutation> mutations;
  for (const auto& [code, rule] : suite.rules) {
    Mutation mutation;
    mutation.name = code;
    mutation.rule = code;
    mutation.flags = rule.unchecked;
    mutation.why = "the rule is switched off";
    mutation.place = {suite.file, 0};
    mutations.push_back(std::move(mutation));
  }
  return mutations;
}

Mutation read_one(JsonObject& entry, const Suite& suite) {
  Mutation mutation;
  mutation.place = entry.place({});
  mutation.name = entry.text("name");
  mutation.rule = entry.text("rule");
  mutation.file = entry.text("file");
  mutation.replace = entry.text("replace");
  mutation.by = entry.text("by");
  mutation.why = entry.text("why");
  for (const auto& term : entry.texts("only")) {
    if (auto condition = parse_condition(term)) {
      mutation.only.push_back(*std::move(condition));
    } else {
      entry.complain("only", fmt::format("'{}' names no toolchain", term),
                     "write a family, a version bound or a name: gcc, clang>=19, clang-22");
    }
  }
  for (const auto& [key, value] : {std::pair("name", &mutation.name),
                                   {"file", &mutation.file},
                                   {"replace", &mutation.replace},
                                   {"why", &mutation.why}}) {
    if (value->empty()) {
      entry.complain({}, fmt::format("this mutation has no \"{}\"", key),
                     "it needs name, file, replace, by and why");
    }
  }
  if (!mutation.replace.empty() && mutation.replace == mutation.by) {
    entry.complain("by", "this mutation changes nothing", "let \"by\" differ from \"replace\"");
  }
  if (!mutation.rule.empty() && !suite.rules.contains(mutation.rule)) {
    std::vector<std::string> codes;
    for (const auto& each : suite.rules) codes.push_back(each.first);
    entry.complain("rule", fmt::format("the suite has no rule '{}'", mutation.rule),
                   suggestion(mutation.rule, codes));
  }
  entry.finish();
  return mutation;
}

std::size_t count_of(std::string_view words, std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = text.find(words); at != std::string_view::npos;
       at = text.find(words, at + 1)) {
    ++count;
  }
  return count;
}

}  // namespace

boost::system::result<std::vector<Mutation>, Failures> read_mutations(const Suite& suite) {
  std::vector<Mutation> mutations = of_rules(suite);
  if (suite.mutations.empty()) return mutations;
  const auto json = read_json(suite.mutations);
  if (!json) return Failures{json.error()};
  Failures failures;
  JsonObject top(*json, {}, json->value, failures);
  top.text("$schema");
  std::set<std::string> names;
  for (const Mutation& each : mutations) names.insert(each.name);
  for (const auto& [pointer, element] : top.elements("mutations")) {
    JsonObject entry(*json, pointer, element, failures);
    mutations.push_back(read_one(entry, suite));
    const Mutation& added = mutations.back();
    if (!added.name.empty() && !names.insert(added.name).second) {
      failures.push_back({added.place,
                          fmt::format("the mutation '{}' stands here twice", added.name),
                          "give each its own name"});
    }
  }
  top.finish();
  if (!failures.empty()) return failures;
  return mutations;
}

Result<std::string> apply(const Mutation& mutation, std::string text) {
  const std::size_t count = count_of(mutation.replace, text);
  if (count != 1) {
    return Failure{
        mutation.place,
        fmt::format("the words that '{}' replaces stand {} in {}", mutation.name,
                    count == 0 ? "nowhere" : fmt::format("{} times", count), mutation.file),
        "the library has changed: write in \"replace\" what stands there exactly once"};
  }
  text.replace(text.find(mutation.replace), mutation.replace.size(), mutation.by);
  return text;
}

bool matches(const Mutation& mutation, const std::vector<std::string>& words) {
  if (words.empty()) return true;
  return std::ranges::any_of(words, [&](const std::string& word) {
    if (word.find_first_of("*?[") != std::string::npos) {
      return ::fnmatch(word.c_str(), mutation.name.c_str(), 0) == 0;
    }
    return mutation.name.find(word) != std::string::npos;
  });
}

}  // namespace mustfail
