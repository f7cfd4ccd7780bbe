#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "process/process.hpp"
#include "util/files.hpp"

namespace mustfail {

/// A suite whose compiler is a shell script that takes milliseconds, and the real `mustfail` run on
/// it. The script follows `#include <NAME>` into `lib/`, rejects a file with the
/// word BAD in it, and notes each source that it compiles.
class FakeSuite : public testing::Test {
 protected:
  void SetUp() override;

  std::filesystem::path path(std::string_view name) const { return folder_->path() / name; }
  void write(std::string_view name, std::string_view text) const;
  std::string text(std::string_view name) const;
  /// A variant that has to compile; `name` is `CASE/VARIANT`.
  void add_case(std::string_view name, std::string_view source) const;
  /// Lines for the script, before it looks at its arguments.
  void use_compiler(std::string_view first_lines = {}) const;

  /// `mustfail run` and these words, with these variables beside PATH and the cache's folder.
  Command command(const std::vector<std::string>& words = {},
                  const std::vector<std::string>& environment = {}) const;
  ProcessResult run(const std::vector<std::string>& words = {},
                    const std::vector<std::string>& environment = {});

  /// The cases that were compiled since this was last asked: `a/near_miss`.
  std::set<std::string> compiled() const;

  std::string suite_ = R"({"name": "fake", "cases": ".", "include": ["../lib"],
    "toolchains": [{"name": "fake-12", "compiler": "../cc.sh"}]})";

 private:
  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
};

}  // namespace mustfail
