#include "support/golden.hpp"

namespace mustfail {
namespace {

const std::vector<std::string> kMutate{"mutate", "--jobs", "1"};

using GoldenMutate = Golden;

TEST_F(GoldenMutate, ARuleIsTested) { run(kMutate); }

TEST_F(GoldenMutate, ARuleThatNothingTestsSurvives) {
  edit(kSuite, "\"X0002\": {}", "\"X0002\": {\"unchecked\": [\"-DNOBODY_ASKS\"]}");
  run(kMutate);
}

TEST_F(GoldenMutate, ASwitchThatSwitchesNothingSurvives) {
  edit(kSuite, "{\"unchecked\": [\"-DFAKE_UNCHECKED\"]}", "{\"unchecked\": [\"-DMISSPELLED\"]}");
  run(kMutate);
}

TEST_F(GoldenMutate, PatchesAreKilledSurviveOrAreBroken) {
  edit(kSuite, "\"name\": \"fixture\",", "\"name\": \"fixture\", \"mutations\": \"m.json\",");
  write("cases/m.json", R"({"mutations": [
  {"name": "weaker", "file": "fake.hpp", "replace": "__attribute__((unavailable(\"[X0001] two threads may not share an int; share a Counter\"))) void", "by": "void", "why": "an int may be shared"},
  {"name": "elsewhere", "file": "fake.hpp", "replace": "value += n;", "by": "value -= n;", "why": "a Counter counts down"},
  {"name": "no-cpp", "file": "fake.hpp", "replace": "int value = 0;", "by": "int value = ;", "why": "nothing"}
]}
)");
  run(kMutate);
  run({"mutate", "weaker", "--json", "--jobs", "1", "--suite", "cases/none.json"});
}

TEST_F(GoldenMutate, ACaseThatIsRedAnywayNoticesNothing) {
  edit("cases/pair/shared/naive.cpp", "{{[X0001]}}", "{{[X0009]}}");
  run(kMutate);
}

TEST_F(GoldenMutate, ACaseThatIsRejectedForAnotherReasonProvesNothing) {
  edit("cases/pair/shared/naive.cpp", "fake::twice(add", "fake::twyce(add");
  run(kMutate);
}

TEST_F(GoldenMutate, WordsThatAreNotThereStopIt) {
  edit(kSuite, "\"name\": \"fixture\",", "\"name\": \"fixture\", \"mutations\": \"m.json\",");
  write("cases/m.json", R"({"mutations": [
  {"name": "gone", "file": "fake.hpp", "replace": "not there", "by": "x", "why": "w"},
  {"name": "twice", "file": "fake.hpp", "replace": "pthread_create", "by": "x", "why": "w"},
  {"name": "lost", "file": "lost.hpp", "replace": "a", "by": "x", "why": "w"}
]}
)");
  run(kMutate);
  run({"mutate", "wea*"});
}

}  // namespace
}  // namespace mustfail
