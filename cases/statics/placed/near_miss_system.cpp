//@ needs: statics-plugin
// What a system header declares is exempt: its variables, and what its macros put into a program, such
// as GoogleTest's registrars.
#include <norace/norace.hpp>

#include <gtest/gtest.h>

#include <cerrno>
#include <iostream>
#include <random>

TEST(Statics, OfGoogleTestAreItsOwn) {
  errno = 0;
  EXPECT_EQ(errno, 0);
}

class Fixture : public testing::Test {};
TEST_F(Fixture, HasRegistrarsToo) { EXPECT_TRUE(true); }

class Each : public testing::TestWithParam<int> {};
TEST_P(Each, HasMore) { EXPECT_GT(GetParam(), 0); }
INSTANTIATE_TEST_SUITE_P(Numbers, Each, testing::Values(1, 2));

int main(int count, char** words) {
  testing::InitGoogleTest(&count, words);
  std::cout << std::random_device::min() << '\n';
  return RUN_ALL_TESTS();
}
