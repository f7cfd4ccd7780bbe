// What is known by name of a std type as the type of a static. The compiler plugins are built with
// these tables, so `mustfail mutate`, which changes headers and rebuilds nothing, cannot test them.
#include "norace/static_rule.hpp"

#include <gtest/gtest.h>

namespace {

using norace::detail::InStatic;
using norace::detail::std_static_if_const;
using norace::detail::std_static_if_mutable;

TEST(StaticRule, AConstOneIsJudgedByWhatItLeadsTo) {
  for (const char* name : {"unique_ptr<int>", "shared_ptr<int>", "weak_ptr<int>",
                           "reference_wrapper<int>", "span<int>"})
    EXPECT_EQ(std_static_if_const(name), InStatic::Target) << name;
  EXPECT_EQ(std_static_if_const("array<int, 2>"), InStatic::Elements);
  for (const char* name : {"vector<int>", "basic_string_view<char>", "atomic<int>", "less<int>"})
    EXPECT_EQ(std_static_if_const(name), InStatic::Arguments) << name;
}

TEST(StaticRule, AConstOneWithHiddenStateIsRefused) {
  for (const char* name : {"function<void()>", "any", "stop_source", "shared_future<int>",
                           "reverse_iterator<int*>", "future<int>"})
    EXPECT_EQ(std_static_if_const(name), InStatic::Refused) << name;
  for (const char* name : {"mutex", "once_flag", "thread::id", "locale"})
    EXPECT_EQ(std_static_if_const(name), InStatic::Fine) << name;
}

TEST(StaticRule, OneThatIsNotConstIsFineOnlyIfItsPurposeIsToBeShared) {
  for (const char* name : {"mutex", "shared_mutex", "condition_variable", "atomic_flag", "latch"})
    EXPECT_EQ(std_static_if_mutable(name), InStatic::Fine) << name;
  EXPECT_EQ(std_static_if_mutable("atomic<int>"), InStatic::Arguments);
  EXPECT_EQ(std_static_if_mutable("array<int, 2>"), InStatic::Elements);
  for (const char* name : {"vector<int>", "unique_ptr<int>", "basic_string<char>", "map<int, int>",
                           "function<void()>", "thread::id"})
    EXPECT_EQ(std_static_if_mutable(name), InStatic::Refused) << name;
}

TEST(StaticRule, NothingIsKnownOfAnother) {
  EXPECT_EQ(std_static_if_const("vectors<int>"), InStatic::Inside);
  EXPECT_EQ(std_static_if_const(""), InStatic::Inside);
  EXPECT_EQ(std_static_if_mutable(""), InStatic::Inside);
}

}  // namespace
