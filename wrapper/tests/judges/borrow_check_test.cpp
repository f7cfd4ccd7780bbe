#include "borrow_check.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "borrow_message.hpp"
#include "graph_reader.hpp"
#include "random_graph.hpp"

namespace norace::plugin {
namespace {

// "E0505 v at 4": in the order in which they are told.
std::vector<std::string> judge(const std::string& text) {
  std::vector<std::string> told;
  for (const BorrowReport& each : check_borrows(read_graph(text)))
    told.push_back(std::string(borrow_rule(each.kind).code) + " " + each.name + " at " +
                   std::to_string(each.place));
  return told;
}

struct Case {
  const char* name = "";
  const char* graph = "";
  std::vector<std::string> told;
};

class Borrows : public testing::TestWithParam<Case> {};

TEST_P(Borrows, AreWhatTheGraphShows) { EXPECT_EQ(judge(GetParam().graph), GetParam().told); }

const Case cases[] = {
    {"MovedUnderAReference",
     "block 0\ndeclare v\nborrow v.content -> r\nhandover v\nread r.target",
     {"E0505 v at 4"}},
    {"HeldAsleep", "block 0\ndeclare g\nsuspend g", {"E0277 g at 3"}},
    {"UnlockedAsleep", "block 0\ndeclare g\nunlock g\nsuspend g", {}},
    {"LockedAgain", "block 0\ndeclare g\nunlock g\nlock g\nsuspend g", {"E0277 g at 5"}},
    {"UnlockedOnOneWay",
     "block 0 -> 1 2\ndeclare g\nblock 1 -> 2\nunlock g\nblock 2\nsuspend g",
     {}},
    {"BegunAnew", "block 0\ndeclare g\nunlock g\ndeclare g\nsuspend g", {"E0277 g at 5"}},
    {"NotUsedBehind", "block 0\ndeclare v\nborrow v.content -> r\nread r.target\nhandover v", {}},
    {"ReferenceSetAnew",
     "block 0\ndeclare v\nborrow v.content -> r\nhandover v\nborrow w -> r\nread r.target",
     {}},
    {"PlainMovePassesTheLoanOn",
     "block 0\ndeclare v\nborrow v.content -> r\nmove v -> w\nread r.target",
     {}},
    {"MovedOnAndEnded",
     "block 0\ndeclare v\nborrow v.content -> r\nmove v -> w\nend w\nread r.target",
     {"E0505 v at 4"}},
    {"GuardEndsBehindItsOwner",
     "block 0\ndeclare m\nborrow m.content -> &g\nhandover m\nend &g",
     {"E0505 m at 4"}},
    {"EndsUnderAPointer",
     "block 0\ndeclare p\ndeclare x\nborrow x -> p\nend x\nread p.target",
     {"E0597 x at 4"}},
    {"TemporaryEnds",
     "block 0\ndeclare p\ndeclare %t\nborrow %t.content -> p\nend %t\nread p.target",
     {"E0716  at 4"}},
    {"GrowsUnderAReference",
     "block 0\ndeclare v\nborrow v.content.some -> r\nchange v\nread r.target",
     {"E0502 v at 4"}},
    {"GrowsUnderAnExclusiveReference",
     "block 0\ndeclare v\nborrow v.content.some -> r exclusive\nchange v\nread r.target",
     {"E0499 v at 4"}},
    {"WhatElementsOwnStays",
     "block 0\ndeclare v\nborrow v.content.some.content -> r\nchange v\nread r.target",
     {}},
    {"AssignedUnderAReference",
     "block 0\ndeclare v\nborrow v.content -> r\nassign v\nread r.target",
     {"E0506 v at 4"}},
    {"ReturnsALocal", "block 0\ndeclare x\nreturn x address", {"E0515 x at 3"}},
    {"ReturnsWhatACallerHas", "block 0\nreturn ^p.target address", {}},
    {"ReturnsAGuardOfALocal",
     "block 0\ndeclare m\nborrow m.content -> &g\nreturn &g",
     {"E0515 m at 4"}},
    {"UsedAfterMove", "block 0\ndeclare v\nhandover v library\nread v", {"E0382 v at 4"}},
    {"GivenAnew", "block 0\ndeclare v\nhandover v library\nassign v\nread v", {}},
    {"MovedInOneBranch",
     "block 0 -> 1 2\ndeclare v\nblock 1 -> 2\nhandover v library\nblock 2\nread v",
     {"E0382 v at 6"}},
    {"MovedInEveryTurn",
     "block 0 -> 1\ndeclare v\nblock 1 -> 1 2\nhandover v library\nblock 2",
     {"E0382 v at 4"}},
    {"SameConditionTwice",
     "block 0 -> 1 2 if c\ndeclare v\nblock 1 -> 2\nhandover v library\n"
     "block 2 -> 4 3 if c\nblock 3 -> 4\nread v\nblock 4",
     {}},
    {"ConditionThatChanged",
     "block 0 -> 1 2 if c\ndeclare v\nblock 1 -> 2\nhandover v library\n"
     "block 2 -> 4 3 if c\nwrite c\nblock 3 -> 4\nread v\nblock 4",
     {"E0382 v at 8"}},
    {"LentTwice",
     "block 0\ndeclare x\nborrow x -> %a exclusive loan\nlend %a -> s thread 1\n"
     "borrow x -> %b exclusive loan\nlend %b -> s thread 2",
     {"E0499 x at 5"}},
    {"LentTwiceForReading",
     "block 0\ndeclare x\nborrow x -> %a loan\nlend %a -> s thread 1\n"
     "borrow x -> %b loan\nlend %b -> s thread 2",
     {}},
    {"ReadWhileLent",
     "block 0\ndeclare x\nborrow x -> %a exclusive loan\nlend %a -> s thread 1\nread x",
     {"E0503 x at 5"}},
    {"WrittenWhileLentForReading",
     "block 0\ndeclare x\nborrow x -> %a loan\nlend %a -> s thread 1\nwrite x",
     {"E0506 x at 5"}},
    {"AnotherMemberIsFree",
     "block 0\ndeclare x\nborrow x.1 -> %a exclusive loan\nlend %a -> s thread 1\nwrite x.2",
     {}},
    {"JoinedBefore",
     "block 0\ndeclare x\nborrow x -> %a exclusive loan\nlend %a -> s thread 1\n"
     "borrow s -> h thread 1\njoin h\nwrite x",
     {}},
    {"ScopeIsOver",
     "block 0\ndeclare x\nborrow x -> %a exclusive loan\nlend %a -> s thread 1\nfinish s\nwrite x",
     {}},
    {"LentAndEnded",
     "block 0\ndeclare x\nborrow x -> %a exclusive loan\nlend %a -> s thread 1\nend x",
     {"E0597 x at 3"}},
    {"ThroughAReferenceMadeBefore",
     "block 0\ndeclare x\nborrow x -> r exclusive alias\nborrow x -> %a exclusive loan\n"
     "lend %a -> s thread 1\nwrite r.target",
     {"E0499 x at 4"}},
    {"CopiedIntoItselfAgainAndAgain",
     "block 0 -> 1\nborrow x -> v.1\nblock 1 -> 1\ncopy v -> v.content.some\n"
     "copy v -> v.2.some",
     {}},
    {"MovedIntoItselfAgainAndAgain",
     "block 0 -> 1\nborrow v.content -> p\nblock 1 -> 1\nmove v -> v.content.some",
     {}},
    {"HandlerDoesNotKnowWhatItsBlockMoved",
     "block 0 -> 1 2\ndeclare v\nblock 1 -> 3\nhandover v library\nblock 2 -> 3\ncatch v\n"
     "read v\nblock 3",
     {}},
    {"HandlerKnowsWhatMovedBefore",
     "block 0\ndeclare v\ndeclare w\nhandover v library\ncatch w\ncatch\nread v",
     {"E0382 v at 7"}},
    {"HandlerDoesNotKnowWhatItsBlockGaveAnew",
     "block 0\ndeclare v\nhandover v library\ncatch v\nread v",
     {}},
    {"HandlerDoesNotKnowWhatIsLent",
     "block 0\ndeclare x\nborrow x -> %a exclusive loan\nlend %a -> s thread 1\ncatch\nwrite x",
     {}},
    {"HandlerKnowsWhatIsLent",
     "block 0\ndeclare x\nborrow x -> %a exclusive loan\nlend %a -> s thread 1\ncatch y\nwrite x",
     {"E0506 x at 6"}},
    {"FirstElementRemoved",
     "block 0\ndeclare v\nborrow v.content.0 -> r\nremove v.content.0\nread r.target",
     {"E0502 v at 4"}},
    {"AnotherElementRemoved",
     "block 0\ndeclare v\nborrow v.content.some -> r\nremove v.content.0\nread r.target",
     {}},
    {"ErasedWhereItStands",
     "block 0\ndeclare v\nborrow v.content.some -> i\nerase i -> v\nread i.target",
     {"E0502 v at 4"}},
    {"ErasedByACopyThatStoodBehind",
     "block 0\ndeclare v\nborrow v.content.some -> i\ncopy i -> j\nerase j -> v\nread i.target",
     {}},
    {"ErasedAndStandsElsewhere",
     "block 0\ndeclare v\nborrow v.content.some -> i\nerase i -> v\nborrow v.content.some -> i\n"
     "read i.target",
     {}},
};
INSTANTIATE_TEST_SUITE_P(All, Borrows, testing::ValuesIn(cases),
                         [](const auto& info) { return std::string(info.param.name); });

// No crash, no loop for ever, and the same answer twice. fuzz_borrows.cpp makes many more.
TEST(BorrowsOfRandomGraphs, EndWithTheSameAnswer) {
  std::mt19937_64 random(20261128);
  for (int round = 0; round < 2000; ++round) {
    const BorrowGraph graph = random_graph(random);
    EXPECT_EQ(check_borrows(graph).size(), check_borrows(graph).size());
  }
}

}  // namespace
}  // namespace norace::plugin
