#include "run/serving.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <ostream>

#include "plan/precompiled.hpp"
#include "process/file_trace.hpp"
#include "process/process.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

constexpr const char* kCompiler = "/usr/bin/g++-12";

Command checking(std::vector<std::string> flags) {
  Command command;
  command.argv = {kCompiler};
  command.argv.insert(command.argv.end(), flags.begin(), flags.end());
  command.environment = compiler_environment();
  command.folder = "/tmp";
  return command;
}

std::optional<Serving> served(const Command& command) {
  return serving_after_header(command, "/case/naive.cpp", "/lib/plugin.so", "/pch/wait.cpp");
}

TEST(ServingAfterHeader, IsTheSameCommandOfTheFileThatWaits) {
  const auto serving =
      served(checking({"-include", "/pch/x.hpp", "-Wall", "-fsyntax-only", "/case/naive.cpp"}));
  ASSERT_TRUE(serving);
  EXPECT_THAT(serving->start, ElementsAre(kCompiler, "-fplugin=/lib/plugin.so", "-include",
                                          "/pch/x.hpp", "-Wall", "-fsyntax-only", "/pch/wait.cpp"));
  EXPECT_THAT(serving->request, ElementsAre("/case/naive.cpp"));
}

TEST(ServingAfterHeader, OnlyForAFileThatIsCheckedAndDependsOnNoFolder) {
  const std::vector<std::string> file{"-fsyntax-only", "/case/naive.cpp"};
  const auto with = [&](std::vector<std::string> flags) {
    flags.insert(flags.end(), file.begin(), file.end());
    return served(checking(flags)).has_value();
  };
  EXPECT_TRUE(with({"-I/a", "-isystem", "/b", "-fplugin=/c.so"}));
  EXPECT_FALSE(with({"-I."}));
  EXPECT_FALSE(with({"-isystem", "b"}));
  EXPECT_FALSE(with({"-fplugin=c.so"}));
  EXPECT_FALSE(served(checking({"-c", "/case/naive.cpp"})));
  EXPECT_FALSE(served(checking({"-fsyntax-only", "/case/other.cpp"})));
  Command searching = checking(file);
  searching.environment.emplace_back("CPATH=include");
  EXPECT_FALSE(served(searching));
}

TEST(TellsMainFile, WhatOnlyTheMainFileMeans) {
  EXPECT_TRUE(tells_main_file("const char* base = __BASE_FILE__;"));
  EXPECT_TRUE(tells_main_file("#include_next <vector>"));
  EXPECT_TRUE(tells_main_file("#  pragma   once"));
  EXPECT_TRUE(tells_main_file("_Pragma(\"GCC system_header\")"));
  EXPECT_TRUE(tells_main_file("#pragma mustfail wait"));
  EXPECT_FALSE(tells_main_file("// at once\n#pragma GCC diagnostic push\nauto f = __FILE__;"));
}

struct Source {
  const char* name;
  const char* text;
};

void PrintTo(const Source& source, std::ostream* stream) { *stream << source.name; }

/// What a file says to a GCC that was started for it, and to one that had started before.
class ServedByGcc : public testing::TestWithParam<Source> {
 protected:
  void SetUp() override {
    const fs::path plugin =
        fs::path(MUSTFAIL_PROGRAM).parent_path() / "plugins/fork_server_gcc_12.so";
    if (!fs::exists(plugin) || !fs::exists(kCompiler)) {
      GTEST_SKIP() << "needs g++-12 and its plugin headers";
    }
    auto folder = TemporaryFolder::make();
    ASSERT_TRUE(folder);
    folder_.emplace(*std::move(folder));
    const auto write = [&](std::string_view name, std::string_view text) {
      ASSERT_TRUE(write_file(folder_->path() / name, text));
    };
    write(kPrecompiledSource, "#include <vector>\n");
    write(kWaitingSource, "#pragma mustfail wait");
    write("naive.cpp", GetParam().text);
    write("wrong.hpp", "int* pointer = 1.5;\n");
    write("where.hpp", "inline const char* where() { return __FILE__; }\n");
    const std::string header = (folder_->path() / kPrecompiledSource).string();
    const std::vector<std::string> flags{"-std=c++20", "-Wall", "-Wextra", "-Wpedantic"};
    auto making = flags;
    making.insert(making.end(), {"-x", "c++-header", header, "-o", header + ".gch"});
    ASSERT_TRUE(run_to_end(checking(making)).ending.exited_with(0));
    auto using_it = flags;
    using_it.insert(using_it.end(), {"-include", header, "-fsyntax-only", file("naive.cpp")});
    command_ = checking(using_it);
    Command traced = command_;  // a server has the object, and no trace of its own
    if (const auto trace = FileTrace::make()) add_trace(*trace, traced.environment);
    serving_ =
        serving_after_header(traced, file("naive.cpp"), plugin, folder_->path() / kWaitingSource);
  }

  std::string file(std::string_view name) const { return (folder_->path() / name).string(); }

  ProcessResult run(const Command& command) {
    context_.restart();
    ProcessResult result;
    group_.start(command, [&](ProcessResult ended) { result = std::move(ended); });
    context_.run();
    return result;
  }

  /// The files of the case's folder that a compile was seen to read.
  std::set<std::string> run_traced(Command command, ProcessResult& result) {
    FileTraces traces;
    const FileTrace* const trace = traces.begin(0);
    if (trace == nullptr) return {};
    add_trace(*trace, command.environment);
    result = run(command);
    std::set<std::string> files;
    for (const TracedName& each : trace->names().value_or(std::vector<TracedName>())) {
      const bool is_ours = each.path.starts_with(folder_->path().string());
      const bool is_header = each.path.find(kPrecompiledSource) != std::string::npos;
      if (each.kind == trace_log::Kind::read && is_ours && !is_header) files.insert(each.path);
    }
    return files;
  }

  std::optional<TemporaryFolder> folder_;
  Command command_;
  std::optional<Serving> serving_;
  boost::asio::io_context context_;
  ProcessGroup group_{context_};
};

TEST_P(ServedByGcc, SaysTheSame) {
  ProcessResult plain;
  const auto read = run_traced(command_, plain);
  EXPECT_TRUE(read.contains(file("naive.cpp")));
  Command command = command_;
  command.serving = serving_;
  ProcessResult result;
  std::set<std::string> served_read;
  for (int i = 0; i < 100 && !result.served; ++i) served_read = run_traced(command, result);
  ASSERT_TRUE(result.served);
  EXPECT_EQ(result.errors, plain.errors);
  EXPECT_EQ(result.ending.how, plain.ending.how);
  EXPECT_EQ(result.ending.code, plain.ending.code);
  EXPECT_EQ(served_read, read);
}

class ServedByAScript : public ServedByGcc {};

TEST_P(ServedByAScript, IsStartedInTheUsualWay) {
  const fs::path script = folder_->path() / "compiler";
  ASSERT_TRUE(write_file(script, "#!/bin/sh\n/usr/bin/g++-12 \"$@\"\nexit $?\n"));
  fs::permissions(script, fs::perms::owner_all);
  Command command = command_;
  command.argv.front() = script.string();
  command.serving = serving_;
  command.serving->start.front() = script.string();
  for (int i = 0; i < 8; ++i) {
    const ProcessResult result = run(command);
    EXPECT_FALSE(result.served);
    EXPECT_TRUE(result.ending.exited_with(1)) << to_string(result.ending);
  }
}

INSTANTIATE_TEST_SUITE_P(Files, ServedByAScript,
                         testing::Values(Source{"Rejected", "int x = y;\n"}),
                         [](const auto& info) { return info.param.name; });

const Source kSources[] = {
    {"Nothing", ""},
    {"Accepted", "int main() {}\n"},
    {"ByteOrderMark", "\xEF\xBB\xBFint main() { return x; }\n"},
    {"CarriageReturns", "int main() {\r\n  return x;\r\n}\r\n"},
    {"OpenComment", "int main() { /* no end\n"},
    {"OpenCondition", "#if 1\nint main() {}\n"},
    {"OpenBrace", "int main() {\n  int x = 1;\n"},
    {"NoLastNewline", "int main() { return x; }"},
    {"LastBackslash", "int x \\"},
    {"OpenString", "const char* s = \""},
    {"ErrorInAnInclude", "#include \"wrong.hpp\"\nint main() { return y; }\n"},
    {"MissingInclude", "#include \"no_such_file.hpp\"\nint x;\n"},
    {"HasInclude", "#if !__has_include(\"where.hpp\")\n#error not found\n#endif\n"},
    {"ItsName", "#include \"where.hpp\"\n#pragma message(__FILE__)\n#error here\n"},
    {"ANewName", "#line 100 \"other.cpp\"\nint x = y;\n"},
    {"Expansion", "#define TWICE(x) x x\nint a = TWICE(wrong);\n"},
    {"WhatIsOnlyOfTheMainFile",
     "namespace { struct Hidden {}; }\nstruct Seen { Hidden hidden; };\n"
     "static void unused() {}\nstatic int alone;\n"},
    {"ErrorInAHeader",
     "#include <algorithm>\nint main() { std::vector<int> v; std::sort(v, 1); }\n"},
    {"ErrorInThePrecompiledHeader", "#include <vector>\nstd::vector<int&> references;\n"},
    {"ChangedWarning",
     "#pragma GCC diagnostic error \"-Wunused-variable\"\nint main() { int x; }\n"},
    {"OtherPragmas", "#pragma no such pragma\n#pragma GCC poison goto\nint goto;\n"},
    {"PragmaOperator", "_Pragma(\"GCC warning \\\"said\\\"\") int x = __COUNTER__ + y;\n"},
    {"SourceLocation",
     "#include <source_location>\n"
     "static_assert(std::source_location::current().file_name()[0] == 'x');\n"
     "static_assert(__LINE__ == 4);\n"},
    {"NoText", "\xFF\xFE\x80 int x;\n"},
    {"OtherLetters", "int \xC3\xA4 = \xF0\x9F\x98\x80;\n"},
    {"TooDeep", "template <int N> struct Deep : Deep<N - 1> {};\nDeep<2000> deep;\n"},
    {"Module", "module;\n"},
    {"Import", "import std;\n"},
    {"Digraphs", "%:define X y\nint z = X;\n"},
};

INSTANTIATE_TEST_SUITE_P(Files, ServedByGcc, testing::ValuesIn(kSources),
                         [](const auto& info) { return info.param.name; });

TEST(TellsMainFile, AlsoInPiecesAndNotInComments) {
  for (const char* const text :
       {"#pragma once\n", "_Pragma(\"once\")", "#pragma GCC system_header", "#include_next <a>",
        "__has_include_next(<a>)", "__INCLUDE_LEVEL__", "__BASE_FILE__", "#pra\\\ngma once",
        "__BASE_ ## FILE__", "#define P(x) _Pragma(#x)\nP(once)", "%:pragma once"}) {
    EXPECT_TRUE(tells_main_file(text)) << text;
  }
  for (const char* const text : {"int once;", "// #pragma once\n", "#pragma pack(1)", "x # y"}) {
    EXPECT_FALSE(tells_main_file(text)) << text;
  }
}

}  // namespace
}  // namespace mustfail
