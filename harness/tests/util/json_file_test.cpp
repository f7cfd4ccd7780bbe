#include "util/json_file.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "util/files.hpp"

namespace mustfail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class JsonFiles : public testing::Test {
 protected:
  Result<JsonFile> read(std::string_view text) {
    const auto file = folder_->path() / "a.json";
    std::ofstream(file, std::ios::binary) << text;
    return read_json(file);
  }

  /// `LINE: WHAT` of the failure that the text meets.
  std::string complaint(std::string_view text) {
    const auto json = read(text);
    if (json) return "none";
    return std::to_string(json.error().place.line) + ": " + json.error().what;
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
  Failures failures_;
};

TEST_F(JsonFiles, KnowsTheLineOfEveryValue) {
  const auto json = read("{\n  \"a\": 1,\n  \"b/c\": [\n    true,\n    {\"d\": null}\n  ]\n}\n");
  ASSERT_TRUE(json);
  EXPECT_EQ(json->lines.at("/a"), 2);
  EXPECT_EQ(json->lines.at("/b~1c"), 3);
  EXPECT_EQ(json->lines.at("/b~1c/0"), 4);
  EXPECT_EQ(json->lines.at("/b~1c/1"), 5);
  EXPECT_EQ(json->lines.at("/b~1c/1/d"), 5);
}

TEST_F(JsonFiles, CommentsAreAllowed) {
  EXPECT_EQ(complaint("// one\n{/* two */ \"a\": 1}\n"), "none");
}

TEST_F(JsonFiles, SyntaxErrorsNameTheirLine) {
  EXPECT_THAT(complaint("{\n  \"a\": 1,\n  \"b\" 2\n}\n"),
              testing::StartsWith("3: this is not JSON: syntax error"));
  EXPECT_THAT(complaint(""), testing::StartsWith("1: this is not JSON: "));
  EXPECT_THAT(complaint("{\n\"a\": [1,\n"), testing::StartsWith("3: this is not JSON: "));
  EXPECT_THAT(complaint("{\"a\": 1} x"), testing::StartsWith("1: this is not JSON: "));
  EXPECT_THAT(complaint("{\"a\": 1e999}"), testing::StartsWith("1: this is not JSON: "));
}

TEST_F(JsonFiles, AKeyThatStandsTwiceIsAMistake) {
  EXPECT_EQ(complaint("{\n\"a\": 1,\n\"a\": 2}"), "3: the key 'a' stands here twice");
}

TEST_F(JsonFiles, BytesThatAreNotUtf8NameTheirLine) {
  EXPECT_EQ(complaint("{\n\"a\": \"\xE4\"}"),
            "2: this file is not UTF-8: the byte 0xE4 at offset 8");
}

TEST_F(JsonFiles, AFileThatIsNotThere) {
  const auto json = read_json(folder_->path() / "none.json");
  ASSERT_FALSE(json);
  EXPECT_EQ(json.error().what, "cannot read this file: No such file or directory");
}

TEST_F(JsonFiles, DeepNestingIsRefusedBeforeItTakesTheMemory) {
  const auto nested = [&](std::size_t depth) {
    return complaint(std::string(depth, '[') + std::string(depth, ']'));
  };
  EXPECT_EQ(nested(100), "none");
  EXPECT_EQ(nested(101), "1: arrays and objects are nested more than 100 deep");
  EXPECT_EQ(nested(1'000'000), "1: arrays and objects are nested more than 100 deep");
}

TEST_F(JsonFiles, EachTypeIsReadAndEachWrongTypeNamesItsLine) {
  const auto json = read(
      "{\n\"text\": \"a\",\n\"number\": 3,\n\"flag\": true,\n\"texts\": [\"a\", \"b\"],\n"
      "\"object\": {\"x\": 1}\n}");
  ASSERT_TRUE(json);
  JsonObject top(*json, "", json->value, failures_);
  EXPECT_EQ(top.text("text"), "a");
  EXPECT_EQ(top.number("number", 0, 1), 3);
  EXPECT_TRUE(top.flag("flag", false));
  EXPECT_THAT(top.texts("texts"), ElementsAre("a", "b"));
  EXPECT_EQ(top.object("object").number("x", 0, 1), 1);
  EXPECT_EQ(top.text("absent", "fallback"), "fallback");
  EXPECT_THAT(failures_, IsEmpty());

  EXPECT_EQ(top.number("text", 7, 1), 7);
  EXPECT_EQ(top.text("number"), "");
  top.texts("flag");
  top.flag("object", false);
  top.object("texts");
  std::vector<std::string> said;
  for (const Failure& each : failures_) {
    said.push_back(std::to_string(each.place.line) + ": " + each.what);
  }
  EXPECT_THAT(said, ElementsAre("2: 'text' has to be a whole number, and is string",
                                "3: 'number' has to be a string, and is number",
                                "4: 'flag' has to be an array of strings, and is boolean",
                                "6: 'object' has to be true or false, and is object",
                                "5: 'texts' has to be an object, and is array"));
}

TEST_F(JsonFiles, NumbersOutOfRangeAreSaidAsTheyStand) {
  const auto json = read("{\"a\": 0, \"b\": 18446744073709551615, \"c\": 1.5}");
  ASSERT_TRUE(json);
  JsonObject top(*json, "", json->value, failures_);
  EXPECT_EQ(top.number("a", 5, 1), 5);
  EXPECT_EQ(top.number("b", 5, 1), 5);
  EXPECT_EQ(top.number("c", 5, 1), 5);
  ASSERT_EQ(failures_.size(), 3U);
  EXPECT_EQ(failures_[0].what, "'a' has to be from 1 to 1000000000, and is 0");
  EXPECT_EQ(failures_[1].what, "'b' has to be from 1 to 1000000000, and is 18446744073709551615");
  EXPECT_EQ(failures_[2].what, "'c' has to be a whole number, and is number");
}

TEST_F(JsonFiles, AKeyThatNobodyAskedForGetsTheNearest) {
  const auto json = read("{\n\"toolchain\": []\n}");
  ASSERT_TRUE(json);
  JsonObject top(*json, "", json->value, failures_);
  top.texts("toolchains");
  top.finish();
  ASSERT_EQ(failures_.size(), 1U);
  EXPECT_EQ(to_string(failures_[0]), (folder_->path() / "a.json").string() +
                                         ":2: error: 'toolchain' is not a key here\n" +
                                         "  help: did you mean 'toolchains'? known: toolchains");
}

}  // namespace
}  // namespace mustfail
