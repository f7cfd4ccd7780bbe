#include "support/samples.hpp"

#include <gtest/gtest.h>

namespace mustfail {

Sample::Sample(std::string variant, Mode mode, std::string_view source) {
  suite.name = "sample";
  suite.file = "/s/cases/suite.json";
  suite.cases = "/s/cases";
  suite.expected = "/s/expected";
  suite.include = {"/s/include"};
  suite.unchecked = {"-DUNCHECKED"};
  suite.reference = {{"gcc", "gcc-12"}, {"clang", "clang-19"}};
  suite.code_pattern = R"(\[([A-Z]+[0-9]{3,5})(?: [^\]]*)?\])";
  suite.standard = "c++20";
  owner.name = "group/case";
  owner.folder = "/s/cases/group/case";
  Variant made;
  made.file = owner.folder / (variant + ".cpp");
  made.name = std::move(variant);
  made.mode = mode;
  made.source = source;  // there is no such file
  Failures failures;
  const auto comments = find_comments(source);
  made.directives = parse_directives(comments, made.file, failures).general;
  made.expectations = parse_expectations(source, comments, made.file, failures);
  EXPECT_TRUE(failures.empty()) << to_string(failures.front());
  owner.variants = {made};
  toolchain.name = "gcc-12";
  toolchain.family = Family::gcc;
  toolchain.version = {12, 2, 0};
  toolchain.compiler = "/usr/bin/g++-12";
  toolchain.features = {{"tsan", ""}};
}

Job Sample::job(Step step) const {
  Job made;
  made.owner = &owner;
  made.variant = &owner.variants.front();
  made.toolchain = &toolchain;
  made.step = step;
  made.command.argv = {toolchain.compiler.string(), made.variant->file.string()};
  made.checks_races = step == Step::race || step == Step::run;
  return made;
}

Outcome exited(int status, std::string errors, std::string output) {
  Outcome outcome = ended(Ending::How::exited, status, std::move(errors));
  outcome.process.output = std::move(output);
  return outcome;
}

Outcome ended(Ending::How how, int code, std::string errors) {
  Outcome outcome;
  outcome.process.ending = {how, code};
  outcome.report = errors;  // what a detector would have written
  outcome.process.errors = std::move(errors);
  outcome.tries = 1;
  return outcome;
}

}  // namespace mustfail
