#include "races.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "form_reader.hpp"

namespace norace::plugin {
namespace {

bool nothing(unsigned) { return false; }

// "N0005 n", "E0373 n": in the order in which they are told.
std::vector<std::string> judge(const std::string& text, const ThreadSinks& sinks = {},
                               const IsAnsweredFor& is_answered_for = nothing) {
  std::vector<std::string> told;
  for (const Race& each : find_races(read_form(text), sinks, is_answered_for))
    told.push_back((each.kind == Race::Kind::Shared ? "N0005 " : "E0373 ") + each.name);
  return told;
}
using Told = std::vector<std::string>;

// A thread that runs `body`, a closure that has captured n (and m) by reference.
std::string program(const std::string& between, const std::string& body,
                    const std::string& behind = "(call std::thread::join t)") {
  return "(function main () (block (declare n 0) (declare m) (declare x 0) (declare t)"
         "  (call std::thread::thread t (closure body (n n) (m m) (x x)))" +
         between + behind + "))(function body (this) (block " + body + "))";
}
const std::string kN = "(pointer (member (pointer this) n))";
const std::string kM = "(pointer (member (pointer this) m))";
const std::string kX = "(pointer (member (pointer this) x))";

struct Case {
  const char* name = "";
  std::string text;
  Told told;
};

class Races : public testing::TestWithParam<Case> {};

TEST_P(Races, AreWhatTheFormShows) { EXPECT_EQ(judge(GetParam().text), GetParam().told); }

const Case cases[] = {
    {"BothWrite", program("(change n)", "(change " + kN + ")"), {"N0005 n"}},
    {"OneReads", program("(read n)", "(change " + kN + ")"), {"N0005 n"}},
    {"TheThreadReads", program("(change n)", "(read " + kN + ")"), {"N0005 n"}},
    {"BothRead", program("(read n)", "(read " + kN + ")"), {}},
    {"BehindTheJoin",
     program("", "(change " + kN + ")", "(call std::thread::join t) (change n)"),
     {}},
    {"AnotherVariable", program("(change x)", "(change " + kN + ")"), {}},
    {"BothLock",
     program("(call std::mutex::lock m) (change n) (call std::mutex::unlock m)",
             "(call std::mutex::lock " + kM + ") (change " + kN + ") (call std::mutex::unlock " +
                 kM + ")"),
     {}},
    {"BothShareTheLock",
     program("(call std::shared_mutex::lock_shared m) (change n) "
             "(call std::shared_mutex::unlock_shared m)",
             "(call std::shared_mutex::lock_shared " + kM + ") (change " + kN +
                 ") (call std::shared_mutex::unlock_shared " + kM + ")"),
     {"N0005 n"}},
    {"BothAtomic",
     program("(call std::atomic::store n 1 0)", "(call std::atomic::store " + kN + " 2 0)"),
     {}},
    {"OneAtomic", program("(call std::atomic::store n 1 0)", "(change " + kN + ")"), {"N0005 n"}},
    {"OneUnlocksTooEarly",
     program("(call std::mutex::lock m) (call std::mutex::unlock m) (change n)",
             "(call std::mutex::lock " + kM + ") (change " + kN + ") (call std::mutex::unlock " +
                 kM + ")"),
     {"N0005 n"}},
    {"BehindTheJoinOfOneOfTwo",
     program("(declare u) (call std::thread::thread u (closure rest (x x)))"
             "(call std::thread::join t) (change n)",
             "(change " + kN + ")", "(call std::thread::join u)") +
         "(function rest (this) (change " + kX + "))",
     {}},
    {"AnotherMutex",
     program("(call std::mutex::lock x) (change n) (call std::mutex::unlock x)",
             "(call std::mutex::lock " + kM + ") (change " + kN + ") (call std::mutex::unlock " +
                 kM + ")"),
     {"N0005 n"}},
    {"Detached", program("", "(change " + kN + ")", "(call std::thread::detach t)"), {"E0373 n"}},
    {"AnUnknownCallMayHaveWaited",
     program("(call wait_somehow n) (change n)", "(change " + kN + ") (call tell_somehow 1)"),
     {}},
    {"AnUnknownCallThatNobodyAnswers",
     program("(call wait_somehow 1) (change n)", "(change " + kN + ")"),
     {"N0005 n"}},
    {"AHandOver",
     program("(call std::promise::get_future x) (call std::latch::wait m) (change n)",
             "(change " + kN + ") (call std::latch::count_down " + kM + ")"),
     {}},
    {"AHandOverThatComesTooEarly",
     program("(call std::latch::wait m) (change n)",
             "(call std::latch::count_down " + kM + ") (change " + kN + ")"),
     {"N0005 n"}},
    {"ThroughAnotherLatch",
     program("(call std::latch::wait x) (change n)",
             "(change " + kN + ") (call std::latch::count_down " + kM + ")"),
     {"N0005 n"}},
    {"Statics", "(variable n static)" + program("(change n)", "(change " + kN + ")"), {}},
    {"UnderAConditionOfTheStarter",
     program("(choice (unknown (read x)) (change n) ())", "(change " + kN + ")"),
     {"N0005 n"}},
    {"OneElementEach", program("(change (element n 0))", "(change (element " + kN + " 1))"), {}},
    {"TheSameElement",
     program("(change (element n 1))", "(change (element " + kN + " 1))"),
     {"N0005 n"}},
    {"AnElementThatIsNotKnown",
     program("(change (element n 1))", "(change (element " + kN + " (unknown)))"),
     {}},
    {"AnElementAndTheWhole", program("(change n)", "(change (element " + kN + " 1))"), {"N0005 n"}},
    {"OneMemberEach", program("(change (member n a))", "(change (member " + kN + " b))"), {}},
    {"TheSameMember",
     program("(change (member n a))", "(change (member " + kN + " a))"),
     {"N0005 a"}},
    {"ThroughACall",
     program("(call add n)", "(change " + kN + ")") +
         "(variable by reference)(function add (by) (change (pointer by)))",
     {"N0005 n"}},
    {"BehindAPathThatEnds",
     program("(choice (unknown) (block (call std::thread::join t) (return)) ()) (change n)",
             "(change " + kN + ")"),
     {"N0005 n"}},
    {"JoinedOnOnePath",
     program("(choice (unknown) (call std::thread::join t) ()) (change n)", "(change " + kN + ")"),
     {}},
};

INSTANTIATE_TEST_SUITE_P(Judge, Races, testing::ValuesIn(cases),
                         [](const auto& info) { return info.param.name; });

// What a loop starts meets itself.
std::string loop_of(const std::string& captured, const std::string& body) {
  return "(function main () (block (declare n 0) (declare all)"
         "  (block (declare i (unknown)) (loop (unknown (read i)) (block (declare t)"
         "    (call std::thread::thread t (closure body (n n) " +
         captured +
         ")) (call std::thread::detach t)) (change i)))"
         "  (call stop_all 1)))(function body (this) (block " +
         body + "))";
}
TEST(RacesInALoop, AClosureMeetsItself) {
  EXPECT_EQ(judge(loop_of("", "(change " + kN + ")")).at(0), "N0005 n");
}
TEST(RacesInALoop, AnIndexOfItsOwnTellsThemApart) {
  const std::string own = "(choice (read (member (pointer this) i)) (change " + kN + ") ())";
  EXPECT_EQ(judge(loop_of("(i (read i))", own)), Told{});
}

// -- other libraries' threads, and what is answered for
TEST(RacesOfSinks, AFunctionOfAFileStartsAThread) {
  const std::string text =
      "(function main () (block (declare n 0) (call app::post (closure body (n n))) (change n)))"
      "(function body (this) (change " +
      kN + "))";
  EXPECT_EQ(judge(text), Told{});
  ThreadSinks sinks;
  sinks.add({"app::post", 0, false, false, false});
  EXPECT_EQ(judge(text, sinks).at(0), "N0005 n");
  ThreadSinks joining;
  joining.add({"app::post", 0, true, false, false});
  EXPECT_EQ(judge(text, joining), Told{});
  ThreadSinks concurrent;
  concurrent.add({"app::post", 0, true, true, false});
  EXPECT_EQ(judge(text, concurrent), Told{"N0005 n"});
}
TEST(RacesOfSinks, TheLastRowOfAFileCounts) {
  ThreadSinks sinks;
  sinks.add({"tbb::parallel_for", 0, false, false, false});
  Form form;
  form.callees.resize(1);
  form.callees[0].name = "tbb::detail::d1::parallel_for";
  EXPECT_TRUE(ThreadSinks().of(form).at(0)->is_concurrent);
  EXPECT_FALSE(sinks.of(form).at(0)->is_concurrent);
}
TEST(RacesAnsweredFor, ByUseAndByDeclaration) {
  const std::string text = program("\n(change n)", "\n\n(change " + kN + ")");
  EXPECT_EQ(judge(text), Told{"N0005 n"});
  for (const unsigned place : {2U, 4U, 1000U})
    EXPECT_EQ(judge(text, {}, [=](unsigned at) { return at == place; }), Told{}) << place;
  EXPECT_EQ(judge(text, {}, [](unsigned at) { return at == 77; }), Told{"N0005 n"});
}

}  // namespace
}  // namespace norace::plugin
