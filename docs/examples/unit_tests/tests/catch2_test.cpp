#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
#include <mustfail/mustfail.hpp>

#include "text.hpp"

TEST_CASE("a text is compared with a text") {
  CHECK(Text("a") == Text("a"));
#if MUSTFAIL(text_is_not_compared_with_a_number)
  CHECK(Text("a") == 1);
#endif
}
