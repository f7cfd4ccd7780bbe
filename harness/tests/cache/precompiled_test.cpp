#include "plan/precompiled.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "cache/precompiled_store.hpp"
#include "process/process.hpp"
#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST(BuildArgv, MayNameALinker) {
  if (!fs::exists("/usr/bin/clang++-19")) GTEST_SKIP() << "needs clang-19";
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(folder);
  Toolchain clang;
  clang.family = Family::clang;
  PrecompiledHeader header;
  header.toolchain = &clang;
  header.includes = {"<cstddef>"};
  header.flags = {"/usr/bin/clang++-19", "-Wall", "-Werror", "--ld-path=/usr/bin/ld.bfd"};
  ASSERT_TRUE(write_file(folder->path() / kPrecompiledSource, source_of(header)));
  Command command;
  command.argv = build_argv(header, folder->path());
  command.environment = compiler_environment();
  command.folder = folder->path();
  const ProcessResult result = run_to_end(command);
  EXPECT_TRUE(result.ending.exited_with(0));
  EXPECT_EQ(result.errors, "");
}

TEST(ShowsHeader, WhateverComesFromAShortcut) {
  const auto shown = [](const std::string& errors) {
    ProcessResult result;
    result.ending = {Ending::How::exited, 1};
    result.errors = errors;
    return shows_header(result);
  };
  EXPECT_FALSE(shown("a.cpp:1:1: error: no\n"));
  EXPECT_TRUE(shown("error: PCH file was compiled with other flags\n"));
  EXPECT_TRUE(shown("/c/mustfail_pch.hpp:1:1: error: no\n"));
  EXPECT_TRUE(shown("error: unable to load plugin 'x.so': 'x.so: undefined symbol: f'\n"));
}

/// The file's own `-Wno-...` is left out of the header's flags: compile_flags() says why.
TEST(SharedHeader, LetsAFileSilenceWhatTheHeaderDoesNot) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(folder);
  const fs::path lib = folder->path() / "lib.hpp";
  const fs::path file = folder->path() / "file.cpp";
  ASSERT_TRUE(write_file(lib,
                         "#pragma once\n#include <vector>\n"
                         "#pragma GCC diagnostic push\n"
                         "#pragma GCC diagnostic ignored \"-Wunused-variable\"\n"
                         "inline void f() { int x; }\n"
                         "#pragma GCC diagnostic pop\n"));
  ASSERT_TRUE(write_file(file,
                         "#include <lib.hpp>\nstatic int g() { return 0; }\n"
                         "int main() { int y; char c = 300; }\n"));
  for (const std::string name : {"g++-12", "clang++-14", "clang++-19", "clang++-22"}) {
    const std::string compiler = "/usr/bin/" + name;
    if (!fs::exists(compiler)) continue;
    Toolchain toolchain;
    toolchain.family = name.starts_with("g++") ? Family::gcc : Family::clang;
    PrecompiledHeader header;
    header.toolchain = &toolchain;
    header.includes = {"<lib.hpp>"};
    header.flags = {compiler, "-std=c++20", "-I" + folder->path().string(), "-Wall"};
    const fs::path built = folder->path() / name;
    fs::create_directory(built);
    ASSERT_TRUE(write_file(built / kPrecompiledSource, source_of(header)));
    Command command;
    command.environment = compiler_environment();
    command.folder = folder->path();
    command.argv = build_argv(header, built);
    EXPECT_EQ(run_to_end(command).errors, "") << name;
    for (const std::string silenced : {"-Wno-unused", "-Wno-unused-variable", "-Wno-all"}) {
      command.argv = header.flags;
      command.argv.insert(command.argv.end(), {silenced, "-fsyntax-only", file.string()});
      const std::string plain = run_to_end(command).errors;
      const auto use = use_flags(toolchain, built);
      command.argv.insert(command.argv.end(), use.begin(), use.end());
      EXPECT_EQ(run_to_end(command).errors, plain) << name << ' ' << silenced;
      EXPECT_THAT(plain, Not(HasSubstr("unused variable"))) << name << ' ' << silenced;
    }
  }
}

/// GCC forgets them, see harness/plugins/pragmas_gcc.cpp.
TEST(SharedHeader, KeepsWhatItsPragmasSilence) {
  const std::string compiler = "/usr/bin/g++-12";
  Toolchain toolchain;
  toolchain.family = Family::gcc;
  toolchain.version = {12, 2, 0};
  if (!fs::exists(compiler) ||
      !fs::exists(fs::path(MUSTFAIL_PROGRAM).parent_path() / "plugins/pragmas_gcc_12.so")) {
    GTEST_SKIP() << "no plugin for " << compiler;
  }
  const std::string push = "#pragma GCC diagnostic push\n";
  const std::string pop = "#pragma GCC diagnostic pop\n";
  const std::string ignored = "#pragma GCC diagnostic ignored ";
  const std::string two = " { int a = 0; int b; b = 1; }\n";
  const std::string templates =
      push + ignored + "\"-Wunused-variable\"\n" + push + ignored +
      "\"-Wunused-but-set-variable\"\n" + "template <class T> void silent()" + two + pop +
      "template <class T> void half()" + two + pop + "template <class T> void loud()" + two +
      "#define SILENT(x) _Pragma(\"GCC diagnostic push\") "
      "_Pragma(\"GCC diagnostic ignored \\\"-Wunused\\\"\") "
      "x _Pragma(\"GCC diagnostic pop\")\n"
      "SILENT(static int never() { return 0; })\n";
  struct Kind {
    const char* name;
    std::string header;
    bool is_kept;
  };
  for (const Kind& kind : {Kind{"balanced", templates, true},
                           {"no pragma", "int x;\n", true},
                           {"stays", templates + ignored + "\"-Wunused\"\n", true},
                           {"one pop more", templates + pop, true},
                           {"one push more", templates + push, false}}) {
    const auto folder = TemporaryFolder::make();
    ASSERT_TRUE(folder);
    const fs::path file = folder->path() / "file.cpp";
    ASSERT_TRUE(write_file(folder->path() / "lib.hpp", "#pragma once\n" + kind.header));
    PrecompiledHeader header;
    header.toolchain = &toolchain;
    header.includes = {"<lib.hpp>"};
    header.flags = {compiler, "-std=c++20", "-I" + folder->path().string(), "-Wall"};
    ASSERT_TRUE(write_file(folder->path() / kPrecompiledSource, source_of(header)));
    Command command;
    command.environment = compiler_environment();
    command.folder = folder->path();
    command.argv = build_argv(header, folder->path());
    const auto made = run_to_end(command);
    ASSERT_TRUE(made.ending.exited_with(0)) << made.errors;
    EXPECT_EQ(keeps_pragmas(folder->path()), kind.is_kept) << kind.name;
    if (!kind.is_kept || kind.name == std::string("no pragma")) continue;
    for (const std::string& own :
         {std::string("silent<int>();"), std::string("half<int>();"), std::string("loud<int>();"),
          std::string("int own = 0; SILENT(int mine = 0;)"),
          "\n" + push + ignored + "\"-Wunused\"\nloud<int>(); int a = 0;\n" + pop + "int own = 0;",
          "\n" + pop + "int own = 0;"}) {
      ASSERT_TRUE(write_file(file, "#include <lib.hpp>\nint main() { " + own + " }\n"));
      command.argv = header.flags;
      command.argv.insert(command.argv.end(), {"-fsyntax-only", file.string()});
      const auto told = [](const std::string& errors) {
        std::string lines;
        for (const std::string_view line : split_lines(errors)) {
          if (!line.starts_with("In file included from")) lines += std::string(line) + "\n";
        }
        return lines;
      };
      const std::string plain = told(run_to_end(command).errors);
      const auto use = use_flags(toolchain, folder->path());
      command.argv.insert(command.argv.end(), use.begin(), use.end());
      EXPECT_EQ(told(run_to_end(command).errors), plain) << kind.name << ": " << own;
    }
  }
}

class StoredHeader : public testing::Test {
 protected:
  StoredHeader() {
    fs::create_directory(path("lib"));
    write("lib/a.hpp", "");
    toolchain_.identity = "1";
    header_.toolchain = &toolchain_;
    header_.includes = {"<a.hpp>"};
    header_.flags = {"/cc", "-I" + path("lib").string()};
    header_.command.argv = header_.flags;
    header_.command.folder = path("");
  }

  fs::path path(const char* name) const { return folder_->path() / name; }
  static void write(const fs::path& file, std::string_view text) { std::ofstream(file) << text; }
  void write(const char* name, std::string_view text) const { write(path(name), text); }

  std::optional<ReadyHeader> build() {
    PrecompiledStore store(path("cache"));
    const auto folder = store.prepare(header_);
    if (!folder) return std::nullopt;
    EXPECT_EQ(*read_file(*folder / "mustfail_pch.hpp"), "#include <a.hpp>\n");
    write(*folder / "mustfail_pch.hpp.gch", "gch");
    return store.publish(header_, *folder, inputs());
  }
  Inputs inputs() const { return {{path("lib/a.hpp").string()}, {}}; }
  std::optional<ReadyHeader> found() { return PrecompiledStore(path("cache")).find(header_); }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
  Toolchain toolchain_;
  PrecompiledHeader header_;
};

TEST_F(StoredHeader, IsFoundByTheNextRun) {
  EXPECT_FALSE(found());
  const auto built = build();
  ASSERT_TRUE(built);
  const auto again = found();
  ASSERT_TRUE(again);
  EXPECT_EQ(again->folder, built->folder);
  EXPECT_THAT(again->inputs, ElementsAre(path("lib/a.hpp").string()));
}

TEST_F(StoredHeader, IsOfOneCompilerAndItsFlags) {
  build();
  toolchain_.identity = "2";
  EXPECT_FALSE(found());
  toolchain_.identity = "1";
  header_.flags.push_back("-DX");
  EXPECT_FALSE(found());
  header_.flags.pop_back();
  header_.command.environment = {"CPATH=/x"};
  EXPECT_FALSE(found());
  header_.command.environment.clear();
  header_.includes = {"<b.hpp>"};
  EXPECT_FALSE(found());
  header_.includes = {"<a.hpp>"};
  EXPECT_TRUE(found());
}

TEST_F(StoredHeader, IsNotUsedWhenWhatWentIntoItChanged) {
  build();
  write("lib/a.hpp", "int x;");
  EXPECT_FALSE(found());
  build();
  EXPECT_TRUE(found());
  fs::last_write_time(path("lib/a.hpp"), fs::file_time_type::clock::now() + std::chrono::hours(1));
  EXPECT_FALSE(found()) << "Clang refuses a header whose time stamp moved";
}

TEST_F(StoredHeader, IsNotUsedWhenANewHeaderCouldShadowAnother) {
  build();
  write("lib/b.hpp", "");
  EXPECT_FALSE(found());
}

TEST_F(StoredHeader, IsNotUsedWhenAFileAppearsThatWasLookedFor) {
  PrecompiledStore store(path("cache"));
  const auto folder = store.prepare(header_);
  Inputs looked_for = inputs();
  looked_for.names.push_back(path("switch/off.hpp"));
  ASSERT_TRUE(store.publish(header_, *folder, looked_for));
  EXPECT_TRUE(found());
  fs::create_directory(path("switch"));
  write("switch/off.hpp", "");
  EXPECT_FALSE(found());
}

TEST_F(StoredHeader, IsNotPublishedWhenWhatWasReadIsNotWhatIsThere) {
  PrecompiledStore store(path("cache"));
  const auto folder = store.prepare(header_);
  Inputs read = inputs();
  read.read.emplace_back(path("lib/a.hpp"), FileStamp{.device = 1});
  EXPECT_FALSE(store.publish(header_, *folder, read));
}

TEST_F(StoredHeader, OneThatWasNotPublishedIsNotFound) {
  PrecompiledStore store(path("cache"));
  const auto folder = store.prepare(header_);
  ASSERT_TRUE(folder);
  write(*folder / "mustfail_pch.hpp.gch", "half of i");
  EXPECT_FALSE(found()) << "killed while it was built";
}

TEST_F(StoredHeader, ADamagedRecordIsAMiss) {
  build();
  for (const auto& entry : fs::recursive_directory_iterator(path("cache"))) {
    if (entry.path().filename() != "current.json") continue;
    for (const char* text : {"", "{", "[]", "{}", R"({"inputs": 1, "folder": 2})"}) {
      write(entry.path(), text);
      EXPECT_FALSE(found()) << text;
    }
  }
}

TEST_F(StoredHeader, OneWhoseFolderWasEvictedIsAMiss) {
  fs::remove_all(build()->folder);
  EXPECT_FALSE(found());
}

TEST_F(StoredHeader, IsPublishedByTwoAtOnceWithoutHarm) {
  PrecompiledStore one(path("cache"));
  PrecompiledStore two(path("cache"));
  const auto a = one.prepare(header_);
  const auto b = two.prepare(header_);
  ASSERT_NE(*a, *b);
  EXPECT_TRUE(one.publish(header_, *a, inputs()));
  EXPECT_TRUE(two.publish(header_, *b, inputs()));
  EXPECT_EQ(found()->folder, *b);
  EXPECT_TRUE(fs::exists(*a)) << "the first may still be in use";
}

TEST_F(StoredHeader, TellsHowMuchItWrote) {
  PrecompiledStore store(path("cache"));
  EXPECT_EQ(store.written(), 0U);
  const auto folder = store.prepare(header_);
  store.publish(header_, *folder, {});
  EXPECT_EQ(store.written(),
            std::string("#include <a.hpp>\n").size() + std::string("#pragma mustfail wait").size());
}

}  // namespace
}  // namespace mustfail
