#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
#include <mustfail/mustfail.hpp>

#include "text.hpp"

TEST_CASE("a text does not change") {
  const Text text("a");
  CHECK(text.bytes() == "a");
#if MUSTFAIL(text_is_not_assigned_through_its_bytes)
  text.bytes() = "b";
#endif
}

#if MUSTFAIL(text_has_no_default)
Text nothing;
#endif
