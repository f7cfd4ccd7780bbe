#include "util/json_text.hpp"

#include <gtest/gtest.h>

namespace mustfail {
namespace {

using Json = nlohmann::ordered_json;

TEST(JsonText, EscapesWhatMisleadsAndNothingElse) {
  EXPECT_EQ(json_text("a\u009b2J\u202eb\x7f\xc3\xa9"), "\"a\\u009b2J\\u202eb\\u007f\xc3\xa9\"\n");
  EXPECT_EQ(json_text(Json{{"a", {1}}}), "{\n  \"a\": [\n    1\n  ]\n}\n");
  EXPECT_EQ(json_text("\xff"), "\"\xef\xbf\xbd\"\n") << "a byte that is no UTF-8";
}

TEST(JsonText, IsReadAsTheSameValue) {
  const Json value{{"n\u0085", "\x1b[2J\u200e\u2067\t\n\"\\ \xf0\x9f\x99\x82"}};
  EXPECT_EQ(Json::parse(json_text(value)), value);
}

}  // namespace
}  // namespace mustfail
