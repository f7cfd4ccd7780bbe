#pragma once

#include <string>
#include <vector>

#include "support/fake_suite.hpp"

namespace mustfail {

/// A suite of three files, one of them red, in surroundings that do harm. What must hold, whatever
/// they are: no run ends in a pass, none leaves a process or a temporary file behind, and the next
/// run, when nothing does harm any more, says what is right.
class HostileSuite : public FakeSuite {
 protected:
  void SetUp() override;

  /// `mustfail run`, with a temporary folder of the test's own.
  ProcessResult judge(const std::vector<std::string>& words = {},
                      std::vector<std::string> environment = {});
  /// The red file is repaired: then a run is green.
  void repair() { add_case("red/near_miss", "GOOD\n"); }

  /// Red, or refused with a sentence, and nothing left behind.
  void expect_no_pass(const ProcessResult& seen);
  /// Nothing of this test's runs on, and its temporary folder is empty.
  void expect_nothing_left();
  void expect_right_at_last();

  /// How a process that works on this test's files is called; empty when there is none.
  std::string process_left() const;
};

}  // namespace mustfail
