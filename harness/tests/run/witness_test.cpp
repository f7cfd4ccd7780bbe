#include "run/witness.hpp"

#include <gmock/gmock.h>

#include "diagnostic/memory_report.hpp"
#include "support/samples.hpp"
#include "toolchain/detector_options.hpp"

namespace mustfail {
namespace {

using testing::HasSubstr;
using How = Ending::How;

const std::string kFile = "/s/cases/group/case/naive.cpp";

const std::string kInversion =
    "WARNING: ThreadSanitizer: lock-order-inversion (potential deadlock) (pid=1)\n"
    "  Cycle in lock order graph: M0 (0x1) => M1 (0x2) => M0\n"
    "\n"
    "  Mutex M1 acquired here while holding mutex M0 in main thread:\n"
    "    #0 pthread_mutex_lock <null> (a.out+0x1)\n"
    "    #1 main " +
    kFile + ":7 (a.out+0x2)\n";

const std::string kDangling =
    "==1==ERROR: AddressSanitizer: heap-use-after-free on address 0x1 at pc 0x2 bp 0x3 sp 0x4\n"
    "READ of size 4 at 0x1 thread T0\n"
    "    #0 0x1 in main " +
    kFile + ":5:3\n";

/// What the run showed: `seen: ...`, or why not.
std::string told(const std::string& witness, const Outcome& outcome) {
  const Sample sample("naive", Mode::compile_fail,
                      "//@ rule: E0373\n//@ witness: " + witness + "\nint main() {}\n");
  const auto reading = read_witness(sample.job(Step::witness), outcome);
  return reading.seen ? "seen: " + reading.what : reading.why_not;
}

TEST(Witness, ADeadlockIsTwoLocksInBothOrders) {
  EXPECT_EQ(told("deadlock", exited(kRaceStatus, kInversion)),
            "seen: deadlocks: ThreadSanitizer, line 7");
  EXPECT_EQ(told("deadlock", exited(0)),
            "no locks in both orders were seen in 1 run: what is rejected does no harm");
  EXPECT_EQ(told("race", exited(kRaceStatus, kInversion)),
            "ThreadSanitizer reports a lock-order-inversion (potential deadlock), and no race was "
            "seen");
}

TEST(Witness, WhatDanglesIsReportedAtALineOfTheCase) {
  EXPECT_EQ(told("memory", exited(kMemoryStatus, kDangling)),
            "seen: dangles: heap-use-after-free, line 5");
  EXPECT_EQ(told("memory", exited(0)),
            "nothing was seen to dangle in 1 run: what is rejected does no harm");
  EXPECT_THAT(told("memory", exited(0, kDangling)),
              HasSubstr("is missing: it exited with status 0"));
}

TEST(Witness, AReportThatTheProgramWroteItselfIsNone) {
  Outcome outcome = exited(kMemoryStatus, kDangling);
  outcome.report.clear();  // it stood in the program's stderr only
  EXPECT_THAT(told("memory", outcome), HasSubstr("nothing was seen to dangle"));
  outcome = exited(kRaceStatus, kInversion);
  outcome.report.clear();
  EXPECT_THAT(told("deadlock", outcome), HasSubstr("no locks in both orders were seen"));
}

TEST(Witness, AForgedReportIsNone) {
  Outcome outcome = exited(kMemoryStatus, kDangling);
  outcome.forged = true;
  EXPECT_THAT(told("memory", outcome), HasSubstr("the program speaks for the memory detector"));
}

TEST(Witness, AnEndingHasToBeTheOneThatIsNamed) {
  EXPECT_EQ(told("exit: 3", exited(3)), "seen: it exited with status 3");
  EXPECT_THAT(told("exit: 3", exited(0)), HasSubstr("does no harm"));
  EXPECT_THAT(told("signal: SIGABRT", ended(How::signalled, 6)), HasSubstr("seen: it"));
  EXPECT_THAT(told("signal: SIGABRT", ended(How::signalled, 11)), HasSubstr("does no harm"));
  EXPECT_THAT(told("signal: SIGABRT", exited(6)), HasSubstr("does no harm"));
}

TEST(Witness, AProgramThatDoesNotEndShowsNothing) {
  EXPECT_THAT(told("exit: 3", ended(How::timed_out)), HasSubstr("the program"));
  EXPECT_THAT(told("race", ended(How::timed_out)), HasSubstr("the program"));
}

}  // namespace
}  // namespace mustfail
