#include "util/files.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

namespace mustfail {
namespace {

namespace fs = std::filesystem;

class Files : public testing::Test {
 protected:
  std::size_t count() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder_->path()), fs::directory_iterator()));
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
};

TEST_F(Files, AreWrittenWholeAndNothingIsLeftBeside) {
  const fs::path file = folder_->path() / "a.txt";
  ASSERT_TRUE(write_file(file, "one"));
  ASSERT_TRUE(write_file(file, "two"));
  EXPECT_EQ(*read_file(file), "two");
  EXPECT_EQ(count(), 1U);
}

TEST_F(Files, MakeTheFoldersAboveThem) {
  ASSERT_TRUE(write_file(folder_->path() / "x/y/a.txt", "one"));
  EXPECT_EQ(*read_file(folder_->path() / "x/y/a.txt"), "one");
}

TEST_F(Files, KeepTheirTimeStampWhenTheBytesAreTheSame) {
  const fs::path file = folder_->path() / "a.txt";
  ASSERT_TRUE(write_file(file, "one"));
  fs::last_write_time(file, fs::file_time_type{});
  ASSERT_TRUE(write_file(file, "one"));
  EXPECT_EQ(fs::last_write_time(file), fs::file_time_type{});
}

TEST_F(Files, ADeviceIsWrittenAndNeverReplaced) {
  EXPECT_TRUE(write_file("/dev/null", "one"));
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  const auto written = write_file("/dev/full", "one");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().what, "cannot write this file: No space left on device");
}

TEST_F(Files, WhatCannotBeWrittenIsLeftAsItWas) {
  fs::create_directory(folder_->path() / "a.txt");
  ASSERT_FALSE(write_file(folder_->path() / "a.txt", "one"));
  EXPECT_TRUE(fs::is_directory(folder_->path() / "a.txt"));
  EXPECT_EQ(count(), 1U);
}

TEST_F(Files, AFolderIsNoFile) {
  const auto bytes = read_file(folder_->path());
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().what, "cannot read this file: Is a directory");
}

TEST(TemporaryFolders, AreRemovedWithAllThatIsInThem) {
  fs::path path;
  {
    const auto folder = TemporaryFolder::make();
    path = folder->path();
    ASSERT_TRUE(write_file(path / "x/a.txt", "one"));
  }
  EXPECT_FALSE(fs::exists(path));
}

TEST(DisplayPath, IsRelativeBelowTheCurrentFolderOnly) {
  EXPECT_EQ(display_path(fs::current_path() / "a/b.cpp"), "a/b.cpp");
  EXPECT_EQ(display_path("/nowhere/b.cpp"), "/nowhere/b.cpp");
  EXPECT_EQ(display_path("b.cpp"), "b.cpp");
}

}  // namespace
}  // namespace mustfail
