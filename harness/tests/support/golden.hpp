#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "process/process.hpp"
#include "util/files.hpp"

namespace mustfail {

/// A copy of golden/fixture in a folder of its own, to be broken, and the real `mustfail` run on
/// it. What it prints is compared with golden/SUITE.TEST.txt when the test ends; with
/// MUSTFAIL_UPDATE_GOLDEN set, that file is written instead, to be read and judged by a person.
class Golden : public testing::Test {
 protected:
  static constexpr const char* kNaive = "cases/pair/shared/naive.cpp";
  static constexpr const char* kWrapped = "cases/pair/shared/wrapped.cpp";
  static constexpr const char* kSuite = "cases/suite.json";
  static inline const std::vector<std::string> kRun{"run", "--jobs", "1"};

  static void SetUpTestSuite();
  void SetUp() override;
  void TearDown() override;

  std::filesystem::path path(std::string_view name) const { return folder_->path() / name; }
  std::string text(std::string_view name) const;
  void write(std::string_view name, std::string_view text) const;
  /// Replaces the only place of these words.
  void edit(std::string_view name, std::string_view from, std::string_view to) const;
  void remove(std::string_view name) const { std::filesystem::remove_all(path(name)); }
  /// Makes `cases/cc.sh` the only toolchain: a g++-12 until it is asked to compile a case.
  void use_compiler(std::string_view script) const;

  /// Runs `mustfail ARGUMENTS` in the copy and adds what it said to the golden text.
  void run(const std::vector<std::string>& arguments,
           const std::vector<std::string>& environment = {});
  Command command(const std::vector<std::string>& arguments,
                  const std::vector<std::string>& environment = {}) const;
  void record(std::string_view text) { seen_ += text; }

 private:
  std::string normal(std::string text) const;

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
  std::string seen_;
};

}  // namespace mustfail
