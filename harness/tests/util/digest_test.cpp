#include "util/digest.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "util/files.hpp"

namespace mustfail {
namespace {

using Strings = std::vector<std::string>;

TEST(Digest, PartsHaveBorders) {
  const auto of = [](const Strings& parts) { return Digest().add(parts).finish(); };
  EXPECT_NE(of({"ab", "c"}), of({"a", "bc"}));
  EXPECT_NE(of({"ab"}), of({"ab", ""}));
  EXPECT_NE(Digest().add("1:a").finish(), Digest().add("1").add("a").finish());
  EXPECT_NE(Digest().add(Strings{"a"}).add(Strings{}).finish(),
            Digest().add(Strings{}).add(Strings{"a"}).finish());
  EXPECT_EQ(of({"a", "b"}), of({"a", "b"}));
}

TEST(Digest, Is128BitsOfXxh3) {
  // The empty input's value is published with the algorithm.
  EXPECT_EQ(digest_of(""), "99aa06d3014798d86001c324468d497f");
}

TEST(FileDigests, AreThoseOfTheBytes) {
  const auto folder = TemporaryFolder::make();
  const auto file = folder->path() / "f";
  for (const std::size_t size : {0U, 1U, 65535U, 65536U, 65537U, 300000U}) {
    const std::string bytes(size, 'x');
    std::ofstream(file) << bytes;
    EXPECT_EQ(digest_of_file(file), digest_of(bytes)) << size;
  }
  EXPECT_FALSE(digest_of_file(folder->path()));
  EXPECT_FALSE(digest_of_file(folder->path() / "gone"));
}

TEST(FileDigests, AFileThatIsNotThereHasOneOfItsOwn) {
  const auto folder = TemporaryFolder::make();
  const std::string file = (folder->path() / "f").string();
  const std::string absent = FileDigests().of(file);
  std::ofstream(file) << "";
  EXPECT_NE(FileDigests().of(file), absent);
}

TEST(FileDigests, AFileIsReadOnce) {
  const auto folder = TemporaryFolder::make();
  const std::string file = (folder->path() / "f").string();
  std::ofstream(file) << "a";
  FileDigests digests;
  const std::string first = digests.of(file);
  std::ofstream(file) << "b";
  EXPECT_EQ(digests.of(file), first);
  EXPECT_NE(FileDigests().of(file), first);
}

TEST(FileDigests, OfAllDependOnNamesAndOrder) {
  FileDigests digests;
  EXPECT_NE(digests.of_all({"/nowhere/a"}), digests.of_all({"/nowhere/b"}));
  EXPECT_NE(digests.of_all({"/nowhere/a", "/nowhere/b"}),
            digests.of_all({"/nowhere/b", "/nowhere/a"}));
}

}  // namespace
}  // namespace mustfail
