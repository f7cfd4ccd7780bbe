// What the cache answers is what the compiler would say: over random small trees of headers, and
// one random edit after another.
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <cstdlib>
#include <fstream>
#include <random>

#include "cache/inputs.hpp"
#include "cache/result_cache.hpp"
#include "process/file_trace.hpp"
#include "process/process.hpp"
#include "support/samples.hpp"
#include "support/settle.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;

/// How many edits; the nightly run makes a thousand.
int edits() {
  const char* const wish = std::getenv("MUSTFAIL_GENERATED_EDITS");
  return wish == nullptr ? 150 : std::atoi(wish);
}

/// A case that includes what is in `inc`, `early` (found first), `far` (in no include folder), and
/// what lies behind the link `inc/link`; and the flags that lead there, in one of several
/// spellings.
class GeneratedIncludes : public testing::TestWithParam<unsigned> {
 protected:
  void SetUp() override {
    for (const char* each : {"case", "inc", "early", "far", "real", "work"})
      fs::create_directories(at(each));
    fs::create_directory_symlink("../real", at("inc/link"));
    sample_.owner.folder = at("case");
    sample_.owner.variants[0].file = at("case/naive.cpp");
    sample_.toolchain.identity = "1";
    job_ = sample_.job(Step::compile);
    job_.command.folder = at("case");
    job_.command.environment = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8",
                                "TMPDIR=" + at("work").string()};
    job_.command.time_limit = std::chrono::seconds(60);
    job_.command.argv = {"/usr/bin/g++-12", "-fno-diagnostics-show-caret"};
    const std::string early = at("early").string();
    switch (GetParam() % 4) {
      case 0:
        job_.command.argv.push_back("-I" + early);
        break;
      case 1:
        job_.command.argv.push_back("-Wp,-I," + early);
        break;
      case 2:
        job_.command.argv.push_back("--include-directory=" + early);
        break;
      default:
        std::ofstream(at("flags.rsp")) << "-I" << early << "\n";
        job_.command.argv.push_back("@" + at("flags.rsp").string());
    }
    job_.command.argv.insert(job_.command.argv.end(),
                             {"-I" + at("inc").string(), "-fsyntax-only", at("case/naive.cpp")});
  }

  fs::path at(const std::string& name) const { return folder_->path() / name; }

  std::size_t draw(std::size_t most) { return chance_() % most; }
  std::string name() { return "h" + std::to_string(draw(4)) + ".hpp"; }

  std::string random_line() {
    const std::string any = name();
    switch (draw(8)) {
      case 0:
        return "#include \"" + any + "\"";
      case 1:
        return "#include <" + any + ">";
      case 2:
        return "#if __has_include(\"../far/" + any + "\")\n#error far " + any + "\n#endif";
      case 3:
        return "#if __has_include(<link/" + any + ">)\n#error link " + any + "\n#endif";
      case 4:
        return "#if __has_include(\"../far/" + any + "\")\n#include \"../far/" + any + "\"\n#endif";
      case 5:
        return "#define HEADER \"" + any +
               "\"\n#if __has_include(HEADER)\n#error macro\n#endif\n#undef HEADER";
      case 6:
        return "#warning " + std::to_string(draw(100));
      default:
        return "int x" + std::to_string(draw(1000)) + ";";
    }
  }

  std::string random_text() {
    std::string text = "#pragma once\n";
    for (std::size_t i = draw(3) + 1; i > 0; --i) text += random_line() + "\n";
    return text;
  }

  void edit() {
    static const char* const kFolders[] = {"case", "inc", "early", "far", "real"};
    const fs::path file = at(kFolders[draw(5)]) / name();
    std::error_code ignored;
    switch (draw(4)) {
      case 0:
        fs::remove(file, ignored);
        break;
      case 1:
        fs::rename(file, at(kFolders[draw(5)]) / name(), ignored);
        break;
      case 2:
        if (draw(4) == 0) {
          std::ofstream(at("case/naive.cpp")) << random_line() << "\n" << random_line() << "\n";
          break;
        }
        [[fallthrough]];
      default:
        std::ofstream(file) << random_text();
    }
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
  Sample sample_{"naive", Mode::compile_fail, ""};
  Job job_;
  std::mt19937 chance_{GetParam()};
};

TEST_P(GeneratedIncludes, TheCachesAnswerIsTheCompilers) {
  FileTraces traces;
  ASSERT_NE(traces.begin(0), nullptr);
  std::ofstream(at("case/naive.cpp")) << "#include \"h0.hpp\"\n#include <h1.hpp>\n";
  int answered = 0;
  int kept = 0;
  for (int i = 0; i < edits() / 4; ++i) {
    edit();
    std::string name;
    const auto known = ResultCache(at("cache")).find_compile(job_, name);
    settle_files();
    ResultCache cache(at("cache"));
    Command command = job_.command;
    const FileTrace* const trace = traces.begin(0);
    add_trace(*trace, command.environment);
    Outcome outcome;
    outcome.process = run_to_end(command);
    ASSERT_EQ(outcome.process.ending.how, Ending::How::exited);
    if (known) {
      ++answered;
      ASSERT_EQ(known->process.errors, outcome.process.errors) << "after edit " << i;
      ASSERT_EQ(known->process.ending.code, outcome.process.ending.code);
    }
    const auto names = trace->names();
    ASSERT_TRUE(names);
    const auto inputs = traced_inputs(*names, {at("case/naive.cpp"), at("case"), {at("work")}});
    ASSERT_TRUE(inputs);
    cache.keep_compile(job_, outcome, *inputs, name);
    kept += name.empty() ? 0 : 1;
  }
  EXPECT_GT(kept, 0);
  EXPECT_GT(answered, 0) << "a cache that never answers is always right";
}

INSTANTIATE_TEST_SUITE_P(Seeds, GeneratedIncludes, testing::Values(1U, 2U, 3U, 4U));

}  // namespace
}  // namespace mustfail
