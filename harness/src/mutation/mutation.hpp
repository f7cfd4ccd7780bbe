#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "suite/suite.hpp"
#include "toolchain/condition.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// One thing that the library under test does, taken away: if no case goes red then, no case tests
/// it. Either a whole rule, switched off by its flags, or a few words of one header, replaced.
struct Mutation {
  std::string name;                ///< A rule's code, or as the suite's file of mutations calls it.
  std::string rule;                ///< Only cases that name it can notice; empty: any.
  std::vector<std::string> flags;  ///< Of a rule: what switches it off.
  std::string file;                ///< Of a patch: the header, as `#include` names it.
  std::string replace;             ///< Words that stand exactly once in it, ...
  std::string by;                  ///< ... and what they become.
  std::string why;                 ///< What the library then gets wrong, for the reader.
  std::vector<Condition> only;     ///< The toolchains on which it means something; empty: all.
  Place place;                     ///< Where it is written.

  bool is_patch() const { return !file.empty(); }
};

/// Every mutation of the suite: one for each of its rules, then those of its file `mutations`. What
/// is wrong with that file is reported at once; that a patch's words stand exactly once in its
/// header is seen when it is applied.
boost::system::result<std::vector<Mutation>, Failures> read_mutations(const Suite& suite);

/// The text with the mutation's words replaced; the Failure says how often they stand in it, when
/// that is not once.
Result<std::string> apply(const Mutation& mutation, std::string text);

/// Whether the mutation's name is one of the words, or matches one as a pattern; no word means all.
bool matches(const Mutation& mutation, const std::vector<std::string>& words);

}  // namespace mustfail
