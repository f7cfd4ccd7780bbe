// What is preloaded into a GCC that uses a precompiled header: the memory has to be what a mapping
// gives.
#include <dlfcn.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/mman.h>
#include <unistd.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "plan/precompiled.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

using Mmap = void* (*)(void*, std::size_t, int, int, int, off_t);
using testing::Contains;
using testing::Each;
using testing::Not;
using testing::StartsWith;

constexpr std::size_t kPage = 4096;
constexpr std::size_t kLength = std::size_t{17} << 20U;  // beyond what counts as a header

class HugePages : public testing::Test {
 protected:
  void SetUp() override {
    const auto library =
        std::filesystem::path(MUSTFAIL_PROGRAM).parent_path() / "plugins/huge_pages.so";
    void* const loaded = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
    ASSERT_NE(loaded, nullptr) << ::dlerror();
    mmap_ = reinterpret_cast<Mmap>(::dlsym(loaded, "mmap"));
    ASSERT_NE(mmap_, nullptr);
    auto folder = TemporaryFolder::make();
    ASSERT_TRUE(folder.has_value());
    folder_.emplace(*std::move(folder));
    for (std::size_t i = 0; i < kLength + kPage; ++i)
      bytes_.push_back(static_cast<char>(i * 7 + i / kPage));
    const auto file = folder_->path() / "header.gch";
    ASSERT_TRUE(write_file(file, bytes_).has_value());
    file_ = ::open(file.c_str(), O_RDWR);
    ASSERT_GE(file_, 0);
  }

  void TearDown() override { ::close(file_); }

  /// Maps from the second page on, as GCC does.
  char* map(std::size_t length, int flags, int protection = PROT_READ | PROT_WRITE) {
    void* const memory = mmap_(nullptr, length, protection, flags, file_, kPage);
    EXPECT_NE(memory, MAP_FAILED);
    return static_cast<char*>(memory);
  }

  Mmap mmap_ = nullptr;
  std::optional<TemporaryFolder> folder_;
  std::string bytes_;
  int file_ = -1;
};

TEST_F(HugePages, HoldTheBytesOfTheFile) {
  const char* const memory = map(kLength, MAP_PRIVATE);
  EXPECT_TRUE(std::string_view(memory, kLength) == std::string_view(bytes_).substr(kPage));
}

TEST_F(HugePages, AreZeroBehindTheEndOfTheFile) {
  const char* const memory = map(kLength + kPage, MAP_PRIVATE);
  EXPECT_TRUE(std::string_view(memory, kLength) == std::string_view(bytes_).substr(kPage));
  EXPECT_THAT(std::string_view(memory + kLength, kPage), Each('\0'));
}

TEST_F(HugePages, AreOnesOwn) {
  map(kLength, MAP_PRIVATE)[0] = 'x';
  char first = 0;
  ASSERT_EQ(::pread(file_, &first, 1, kPage), 1);
  EXPECT_EQ(first, bytes_[kPage]);
}

TEST_F(HugePages, LeaveSharedMappingsToTheKernel) {
  map(kLength, MAP_SHARED)[0] = 'x';
  char first = 0;
  ASSERT_EQ(::pread(file_, &first, 1, kPage), 1);
  EXPECT_EQ(first, 'x');
}

TEST_F(HugePages, AreWhereTheyWereAskedFor) {
  char* const place = map(kLength, MAP_PRIVATE);
  ASSERT_EQ(::munmap(place, kLength), 0);
  EXPECT_EQ(mmap_(place, kLength, PROT_READ | PROT_WRITE, MAP_PRIVATE, file_, kPage), place);
}

TEST(QuickEnvironment, PreloadsOnlyWhereAGccUsesAHeader) {
  EXPECT_THAT(quick_environment(Family::clang, true), Not(Contains(StartsWith("LD_PRELOAD="))));
  EXPECT_THAT(quick_environment(Family::gcc, false), Not(Contains(StartsWith("LD_PRELOAD="))));
}

}  // namespace
}  // namespace mustfail
