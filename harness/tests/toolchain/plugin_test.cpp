#include "toolchain/plugin.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "util/files.hpp"

namespace mustfail {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// A "compiler" that is a shell script, and a plugin that is any file.
class Plugins : public testing::Test {
 protected:
  void SetUp() override {
    toolchain_.name = "mine-1";
    toolchain_.compiler = folder_->path() / "compiler";
    toolchain_.identity = "compiler";
    write("compiler", "#!/bin/sh\nexit 0\n");
    std::filesystem::permissions(toolchain_.compiler, std::filesystem::perms::owner_all);
  }

  void write(const std::string& name, std::string_view text) {
    std::ofstream(folder_->path() / name, std::ios::binary) << text;
  }
  Toolchain with_plugin(const std::filesystem::path& memory = {}) {
    Toolchain toolchain = toolchain_;
    add_plugins(toolchain, {{"checker", folder_->path() / "x-{toolchain}.so", "build it"}}, memory);
    return toolchain;
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
  Toolchain toolchain_;
};

TEST_F(Plugins, OneThatIsThereIsAFeatureAndAFlag) {
  write("x-mine-1.so", "bytes");
  const Toolchain toolchain = with_plugin();
  EXPECT_TRUE(toolchain.has("checker"));
  EXPECT_THAT(toolchain.flags,
              ElementsAre("-fplugin=" + (folder_->path() / "x-mine-1.so").string()));
}

TEST_F(Plugins, OneThatIsNotThereSaysWhatToDo) {
  const Toolchain toolchain = with_plugin();
  EXPECT_FALSE(toolchain.has("checker"));
  EXPECT_THAT(toolchain.feature("checker")->missing, HasSubstr("is not there; build it"));
  EXPECT_TRUE(toolchain.flags.empty());
  EXPECT_EQ(toolchain.identity, "compiler");
}

TEST_F(Plugins, OneThatTheCompilerRefusesSaysWhy) {
  write("x-mine-1.so", "bytes");
  write("compiler", "#!/bin/sh\necho 'built for another version' >&2\nexit 1\n");
  const Toolchain toolchain = with_plugin();
  EXPECT_THAT(toolchain.feature("checker")->missing, HasSubstr("built for another version"));
  EXPECT_TRUE(toolchain.flags.empty());
}

TEST_F(Plugins, BytesArePartOfTheIdentity) {
  write("x-mine-1.so", "bytes");
  const std::string before = with_plugin().identity;
  EXPECT_EQ(with_plugin().identity, before);
  write("x-mine-1.so", "other");
  EXPECT_NE(with_plugin().identity, before);
}

TEST_F(Plugins, WhatWasFoundOutIsRememberedUntilTheBytesChange) {
  const auto memory = folder_->path() / "memory";
  write("x-mine-1.so", "bytes");
  EXPECT_TRUE(with_plugin(memory).has("checker"));
  write("compiler", "#!/bin/sh\nexit 1\n");
  EXPECT_TRUE(with_plugin(memory).has("checker"));
  write("x-mine-1.so", "other");
  EXPECT_FALSE(with_plugin(memory).has("checker"));
}

}  // namespace
}  // namespace mustfail
