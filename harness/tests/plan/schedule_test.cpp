#include "plan/schedule.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <thread>

#include "process/memory.hpp"
#include "support/fake_suite.hpp"
#include "support/samples.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST(LongestFirst, CountsWhatRunsAfterwards) {
  const Sample sample("naive", Mode::compile_fail, "");
  Plan plan;
  plan.jobs = {sample.job(Step::compile), sample.job(Step::counterfactual), sample.job(Step::race)};
  plan.jobs[2].after = 1;
  Times times;
  times.set(plan.jobs[0], 3);
  times.set(plan.jobs[1], 2);
  std::deque<std::size_t> ready{0, 1};
  longest_first(plan, times, ready);
  EXPECT_THAT(ready, ElementsAre(0, 1));
  times.set(plan.jobs[2], 2);
  longest_first(plan, times, ready);
  EXPECT_THAT(ready, ElementsAre(1, 0));
}

TEST(LongestFirst, WhatWasNeverTimedGoesFirstAndOrderIsKept) {
  const Sample sample("naive", Mode::compile_fail, "");
  Plan plan;
  plan.jobs = {sample.job(Step::compile), sample.job(Step::race), sample.job(Step::race)};
  Times times;
  std::deque<std::size_t> ready{2, 0, 1};
  longest_first(plan, times, ready);
  EXPECT_THAT(ready, ElementsAre(2, 0, 1)) << "nothing is known";
  times.set(plan.jobs[0], 5);
  longest_first(plan, times, ready);
  EXPECT_THAT(ready, ElementsAre(2, 1, 0));
}

class TimesFile : public testing::Test {
 protected:
  static Times one(const std::string& variant, double seconds) {
    const Sample sample(variant, Mode::compile_fail, "");
    Times times;
    times.set(sample.job(Step::compile), seconds);
    return times;
  }
  std::optional<double> known(const std::string& variant) const {
    const Sample sample(variant, Mode::compile_fail, "");
    return recall_times(folder_->path(), "/s/suite.json").of(sample.job(Step::compile));
  }
  void add(const std::string& variant, double seconds) const {
    remember_times(folder_->path(), "/s/suite.json", one(variant, seconds));
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::make();
};

TEST_F(TimesFile, IsAddedToAndTheNewestHolds) {
  EXPECT_FALSE(known("a"));
  add("a", 1);
  add("b", 2);
  add("a", 3);
  EXPECT_EQ(known("a"), 3);
  EXPECT_EQ(known("b"), 2);
  EXPECT_TRUE(recall_times(folder_->path(), "/other/suite.json").empty());
  EXPECT_TRUE(recall_times("", "/s/suite.json").empty());
}

TEST_F(TimesFile, DamageCostsTheDamagedLines) {
  add("a", 1);
  add("b", 2);
  for (const auto& entry : fs::directory_iterator(folder_->path())) {
    if (entry.path().extension() != ".lock")
      fs::resize_file(entry.path(), entry.file_size() / 2 + 3);
  }
  EXPECT_EQ(known("a"), 1);
  add("c", 3);
  EXPECT_EQ(known("c"), 3);
}

TEST_F(TimesFile, WritersAtTheSameTimeLoseNothing) {
  {
    std::vector<std::jthread> writers;
    for (int i = 0; i < 4; ++i) {
      writers.emplace_back([&, i] {
        for (int j = 0; j < 10; ++j) add(std::to_string(i) + "_" + std::to_string(j), 1);
      });
    }
  }
  for (int i = 0; i < 40; ++i) {
    EXPECT_TRUE(known(std::to_string(i / 10) + "_" + std::to_string(i % 10))) << i;
  }
}

TEST(AvailableMemory, IsTheLeastOfMachineAndGroups) {
  const auto folder = TemporaryFolder::make();
  const auto write = [&](const char* name, const char* text) {
    fs::create_directories((folder->path() / name).parent_path());
    std::ofstream(folder->path() / name) << text;
  };
  const auto available = [&] { return available_memory(folder->path()); };
  EXPECT_FALSE(available());
  write("proc/meminfo", "MemTotal: 9 kB\nMemAvailable:    1000 kB\n");
  EXPECT_EQ(available(), 1000U << 10U);
  write("proc/self/cgroup", "0::/a/b\n");
  EXPECT_EQ(available(), 1000U << 10U);
  write("sys/fs/cgroup/a/b/memory.max", "max\n");
  write("sys/fs/cgroup/a/b/memory.current", "5\n");
  EXPECT_EQ(available(), 1000U << 10U);
  write("sys/fs/cgroup/a/memory.max", "50000\n");
  write("sys/fs/cgroup/a/memory.current", "45000\n");
  EXPECT_EQ(available(), 5000U) << "a group above ours";
  write("sys/fs/cgroup/a/memory.stat", "active_file 9\ninactive_file 2000\n");
  EXPECT_EQ(available(), 7000U);
  write("sys/fs/cgroup/a/memory.current", "60000\n");
  EXPECT_EQ(available(), 0U);
  write("proc/self/cgroup", "5:cpu:/x\n4:memory:/m\n");
  write("sys/fs/cgroup/memory/m/memory.limit_in_bytes", "9000");
  write("sys/fs/cgroup/memory/m/memory.usage_in_bytes", "8000");
  EXPECT_EQ(available(), 1000U);
}

TEST(AvailableMemory, HasToBeEnoughForThoseThatRunAndOneMore) {
  constexpr std::uint64_t kGib = std::uint64_t{1} << 30U;
  EXPECT_TRUE(has_memory_for_one_more(0, 0)) << "one may always run";
  EXPECT_TRUE(has_memory_for_one_more(1, std::nullopt));
  EXPECT_TRUE(has_memory_for_one_more(1, kGib));
  EXPECT_FALSE(has_memory_for_one_more(2, kGib));
}

TEST(JobserverOf, ReadsWhatMakeWrites) {
  EXPECT_FALSE(jobserver_of(""));
  EXPECT_FALSE(jobserver_of("-j1 --no-print-directory"));
  EXPECT_EQ(jobserver_of(" -j4 --jobserver-auth=3,4"), (JobserverAddress{"", 3, 4}));
  EXPECT_EQ(jobserver_of("w --jobserver-fds=5,6 -j"), (JobserverAddress{"", 5, 6}));
  EXPECT_EQ(jobserver_of("-j2 --jobserver-auth=fifo:/tmp/GMfifo7"),
            (JobserverAddress{"/tmp/GMfifo7", -1, -1}));
  EXPECT_EQ(jobserver_of("--jobserver-auth=3,4 --jobserver-auth=7,8"),
            (JobserverAddress{"", 7, 8}));
  EXPECT_EQ(jobserver_of("--jobserver-auth=-2,-2"), (JobserverAddress{"", -2, -2}));
  EXPECT_FALSE(jobserver_of("-j2 -- X=--jobserver-auth=3,4 --jobserver-auth=3,4"));
}

/// A pipe with three tokens.
struct Pipe {
  Pipe() { EXPECT_TRUE(::pipe(ends) == 0 && ::write(ends[1], "+-*", 3) == 3); }
  ~Pipe() {
    ::close(ends[0]);
    ::close(ends[1]);
  }
  std::string rest() const {
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    std::string bytes(9, '\0');
    bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(0, ::read(ends[0], bytes.data(), 9))));
    std::ranges::sort(bytes);
    return bytes;
  }
  JobserverAddress address() const { return {"", ends[0], ends[1]}; }

  int ends[2] = {-1, -1};
};

TEST(MakesJobserver, EveryTokenIsPutBack) {
  const Pipe pipe;
  boost::asio::io_context context;
  {
    const auto jobserver = Jobserver::connect(context, pipe.address());
    ASSERT_NE(jobserver, nullptr);
    EXPECT_TRUE(jobserver->take() && jobserver->take() && jobserver->take());
    EXPECT_FALSE(jobserver->take()) << "it does not block";
    jobserver->keep(2);
    EXPECT_TRUE(jobserver->take());
    EXPECT_EQ(jobserver->held(), 3U);
  }
  EXPECT_EQ(pipe.rest(), "*+-") << "the very bytes";
}

TEST(MakesJobserver, DoesNotChangeHowOthersRead) {
  const Pipe pipe;
  boost::asio::io_context context;
  const auto jobserver = Jobserver::connect(context, pipe.address());
  EXPECT_EQ(::fcntl(pipe.ends[0], F_GETFL) & O_NONBLOCK, 0);
}

TEST(MakesJobserver, WaitsForATokenOfAnother) {
  const Pipe pipe;
  pipe.rest();
  boost::asio::io_context context;
  bool came = false;
  const auto jobserver = Jobserver::connect(context, pipe.address());
  jobserver->wait([&] { came = jobserver->take(); });
  context.poll();
  EXPECT_FALSE(came);
  EXPECT_EQ(::write(pipe.ends[1], "t", 1), 1);
  context.run();
  EXPECT_TRUE(came);
}

TEST(MakesJobserver, ANamedPipeWorksTheSameWay) {
  const auto folder = TemporaryFolder::make();
  const std::string fifo = (folder->path() / "fifo").string();
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  const int make = ::open(fifo.c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_EQ(::write(make, "a", 1), 1);
  boost::asio::io_context context;
  {
    const auto jobserver = Jobserver::connect(context, {fifo, -1, -1});
    ASSERT_NE(jobserver, nullptr);
    EXPECT_TRUE(jobserver->take());
    EXPECT_FALSE(jobserver->take());
  }
  char token = 0;
  EXPECT_EQ(::read(make, &token, 1), 1);
  EXPECT_EQ(token, 'a');
  ::close(make);
}

TEST(MakesJobserver, WhatIsNotOpenIsNotUsed) {
  boost::asio::io_context context;
  EXPECT_EQ(Jobserver::connect(context, {"", 97, 98}), nullptr);
  EXPECT_EQ(Jobserver::connect(context, {"", -2, -2}), nullptr);
  EXPECT_EQ(Jobserver::connect(context, {"/nowhere", -1, -1}), nullptr);
  const int other = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  EXPECT_EQ(Jobserver::connect(context, {"", other, other}), nullptr);
  ::close(other);
}

/// Compilers that tell when they start and end.
class Scheduled : public FakeSuite {
 protected:
  void SetUp() override {
    FakeSuite::SetUp();
    for (const char* name : {"a", "b", "c", "d", "e", "f"}) {
      add_case(std::string(name) + "/near_miss", "int x;\n");
    }
    use_compiler(
        "case \"$*\" in *near_miss.cpp*) echo + >> $(dirname $0)/log; sleep 0.1\n"
        "  echo - >> $(dirname $0)/log ;; esac\n");
  }

  int most_at_once() {
    int running = 0;
    int most = 0;
    for (const char c : text("log")) {
      running += c == '+' ? 1 : c == '-' ? -1 : 0;
      most = std::max(most, running);
    }
    fs::remove(path("log"));
    return most;
  }

  ProcessResult make(const char* flag, const std::string& recipe) {
    Command made = command({"--jobs", "8", "--no-cache"});
    write("Makefile", "all: run\nrun:\n\t" + recipe + shell_line(made.argv) + "\n");
    made.argv = {"/usr/bin/make", flag, "-f", path("Makefile").string()};
    return run_to_end(made);
  }
};

TEST_F(Scheduled, ManyRunAtOnceWithoutMake) {
  run({"--jobs", "6", "--no-cache"});
  EXPECT_GE(most_at_once(), 3);
}

TEST_F(Scheduled, UnderMakeOnlyAsManyRunAsMakeAllows) {
  const auto result = make("-j2", "+");
  EXPECT_EQ(most_at_once(), 2) << result.output << result.errors;
  EXPECT_TRUE(result.ending.exited_with(0));
  EXPECT_THAT(result.errors, Not(HasSubstr("jobserver")));
}

TEST_F(Scheduled, AJobserverThatIsNotOpenIsIgnoredWithOneWarning) {
  const auto result = make("-j2", "");
  EXPECT_TRUE(result.ending.exited_with(0)) << result.errors;
  EXPECT_GE(most_at_once(), 3);
  const std::string warning = "mustfail: warning: make's jobserver is not open";
  const std::size_t at = result.errors.find(warning);
  EXPECT_NE(at, std::string::npos) << result.errors;
  EXPECT_EQ(result.errors.find(warning, at + 1), std::string::npos);
}

TEST_F(Scheduled, CTestsLevelIsTheDefaultOfJobs) {
  run({"--no-cache"}, {"CTEST_PARALLEL_LEVEL=1"});
  EXPECT_EQ(most_at_once(), 1);
  run({"--no-cache", "--jobs", "6"}, {"CTEST_PARALLEL_LEVEL=1"});
  EXPECT_GE(most_at_once(), 3);
}

TEST_F(Scheduled, WhatTookLongGoesFirst) {
  use_compiler("case \"$*\" in *d/near_miss.cpp*) sleep 0.5 ;; esac\n");
  run({"--jobs", "1"});
  compiled();
  use_compiler("case \"$*\" in *-fsyntax-only*) echo \"$*\" >> $(dirname $0)/order ;; esac\n");
  run({"--jobs", "1"});
  EXPECT_THAT(text("order").substr(0, text("order").find('\n')), HasSubstr("d/near_miss.cpp"));
}

class InterruptedRun : public Scheduled {
 protected:
  /// Starts mustfail, interrupts it when the file is there, and tells how it ended.
  int status_when(const char* file, const std::vector<std::string>& environment) {
    const Command made = command({"--jobs", "3", "--no-cache"}, environment);
    std::vector<char*> argv;
    std::vector<char*> variables;
    for (const auto& word : made.argv) argv.push_back(const_cast<char*>(word.c_str()));
    for (const auto& each : made.environment) variables.push_back(const_cast<char*>(each.c_str()));
    argv.push_back(nullptr);
    variables.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addchdir_np(&actions, made.folder.c_str());
    ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, 1, 2);
    pid_t pid = 0;
    EXPECT_EQ(::posix_spawn(&pid, argv[0], &actions, nullptr, argv.data(), variables.data()), 0);
    ::posix_spawn_file_actions_destroy(&actions);
    for (int i = 0; i < 1000 && !fs::exists(path(file)); ++i) ::usleep(10'000);
    ::kill(pid, SIGINT);
    int status = 0;
    ::waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
  }
};

TEST_F(InterruptedRun, PutsEveryTokenBack) {
  const Pipe pipe;
  use_compiler(
      "case \"$*\" in *near_miss.cpp*) touch $(dirname $0)/started; exec sleep 60 ;; esac\n");
  const std::string flags = "MAKEFLAGS=-j4 --jobserver-auth=" + std::to_string(pipe.ends[0]) + "," +
                            std::to_string(pipe.ends[1]);
  EXPECT_EQ(status_when("started", {flags}), 130);
  EXPECT_EQ(pipe.rest(), "*+-");
}

TEST_F(InterruptedRun, WhileCompilersAreProbedLeavesNothing) {
  use_compiler("touch $(dirname $0)/started; exec sleep 60\n");
  EXPECT_EQ(status_when("started", {"TMPDIR=" + path("tmp").string()}), 130);
  EXPECT_TRUE(fs::is_empty(path("tmp"))) << "the temporary folder is left";
  EXPECT_FALSE(fs::exists(path("cache"))) << "nothing was learned";
}

}  // namespace
}  // namespace mustfail
