#include <gtest/gtest.h>
#include <mustfail/mustfail.hpp>

#include <string_view>

#include "text.hpp"

TEST(Text, OwnsItsBytes) { EXPECT_EQ(Text("a").bytes(), "a"); }

#if MUSTFAIL(text_does_not_take_a_view)
Text text{std::string_view("a")};  // expected-error {{no matching}}
#endif
