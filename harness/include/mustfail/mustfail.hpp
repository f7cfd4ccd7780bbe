// Programs that must not compile, beside a unit test of what does:
//
//   #include <mustfail/mustfail.hpp>
//
//   TEST(Text, IsOwned) { EXPECT_EQ(Text("a").size(), 1); }
//
//   #if MUSTFAIL(text_does_not_take_a_view)
//   Text text(std::string_view("a"));  // expected-error {{no matching}}
//   #endif
//
// In the ordinary build nothing is left of it: the condition is 0. `mustfail` compiles the file
// once for each name, with the lines of that one alone, which has to be rejected; and without them,
// which has to compile. See docs/unit-tests.md.
#ifndef MUSTFAIL_MUSTFAIL_HPP
#define MUSTFAIL_MUSTFAIL_HPP

#ifdef MUSTFAIL_RUNNING
// What mustfail defines is 1, and every other name 0, since the preprocessor does not know it.
#define MUSTFAIL(name) MUSTFAIL_##name
#else
#define MUSTFAIL(name) 0
#endif

#endif
