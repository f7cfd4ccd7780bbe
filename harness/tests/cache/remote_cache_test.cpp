#include "cache/remote_cache.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <map>
#include <thread>

#include "support/fake_suite.hpp"

namespace mustfail {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using asio::ip::tcp;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

TEST(ParseRemote, TakesAUrlApart) {
  const auto plain = parse_remote("http://cache.example");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->host, "cache.example");
  EXPECT_EQ(plain->port, "80");
  EXPECT_EQ(plain->path, "");
  EXPECT_EQ(plain->authorization, "");
  const auto full = parse_remote("http://us%40er:p%3Aw@[::1]:8080/a/b/", "token");
  ASSERT_TRUE(full);
  EXPECT_EQ(full->host, "::1");
  EXPECT_EQ(full->port, "8080");
  EXPECT_EQ(full->path, "/a/b");
  EXPECT_EQ(full->authorization, "Basic dXNAZXI6cDp3");
  EXPECT_EQ(full->shown, "http://[::1]:8080/a/b");
  EXPECT_EQ(parse_remote("http://h", "t0k")->authorization, "Bearer t0k");
}

TEST(ParseRemote, RefusesWithoutTellingSecrets) {
  for (const char* url : {"", "h:80", "ftp://u:secret@h", "http://", "http://u:secret@h/?q",
                          "http://u:secret@h/#f", "http://u:secret@h:port", "https://u:secret@h"}) {
    const auto refused = parse_remote(url);
    ASSERT_FALSE(refused) << url;
    EXPECT_THAT(to_string(refused.error()), Not(HasSubstr("secret"))) << url;
  }
  EXPECT_THAT(parse_remote("https://h").error().what, HasSubstr("https is not spoken"));
  EXPECT_FALSE(parse_remote("http://h", "a\r\nb: c"));
}

bool is_fork(const std::map<std::string, std::string>& variables) {
  return runs_for_a_fork([&](const char* name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  });
}

TEST(RunsForAFork, KnowsWhatCiSystemsSay) {
  EXPECT_FALSE(is_fork({}));
  EXPECT_FALSE(
      is_fork({{"CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "1"}, {"CI_MERGE_REQUEST_PROJECT_ID", "1"}}));
  EXPECT_TRUE(
      is_fork({{"CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "2"}, {"CI_MERGE_REQUEST_PROJECT_ID", "1"}}));
  EXPECT_TRUE(is_fork({{"CIRCLE_PR_NUMBER", "7"}}));
  EXPECT_TRUE(is_fork({{"CHANGE_FORK", "someone"}}));
  EXPECT_TRUE(is_fork({{"SYSTEM_PULLREQUEST_ISFORK", "True"}}));
  EXPECT_FALSE(is_fork({{"SYSTEM_PULLREQUEST_ISFORK", "False"}}));
  EXPECT_TRUE(is_fork({{"BUILDKITE_PULL_REQUEST_REPO", "b"}, {"BUILDKITE_REPO", "a"}}));
  const auto folder = TemporaryFolder::make();
  const auto event = (folder->path() / "event.json").string();
  const auto github = [&](const char* text) {
    EXPECT_TRUE(write_file(event, text));
    return is_fork({{"GITHUB_EVENT_PATH", event}});
  };
  EXPECT_TRUE(github(R"({"pull_request": {"head": {"repo": {"full_name": "b/x"}},
                                          "base": {"repo": {"full_name": "a/x"}}}})"));
  EXPECT_FALSE(github(R"({"pull_request": {"head": {"repo": {"full_name": "a/x"}},
                                           "base": {"repo": {"full_name": "a/x"}}}})"));
  EXPECT_TRUE(github(R"({"pull_request": {"head": {"repo": null},
                                          "base": {"repo": {"full_name": "a/x"}}}})"));
  EXPECT_FALSE(github(R"({"ref": "refs/heads/main"})"));
  EXPECT_FALSE(github("nonsense"));
}

/// A server that answers each request with the same bytes and closes; with none it says nothing.
class BadServer {
 public:
  explicit BadServer(std::string answer, bool hangs = false)
      : answer_(std::move(answer)), hangs_(hangs), thread_([this] { serve(); }) {}
  ~BadServer() {
    stopping_ = true;
    boost::system::error_code ignored;
    asio::io_context context;
    tcp::socket(context).connect(acceptor_.local_endpoint(), ignored);
  }
  std::string url() const {
    return fmt::format("http://127.0.0.1:{}", acceptor_.local_endpoint().port());
  }

 private:
  void serve() {
    std::vector<tcp::socket> hanging;
    while (!stopping_) {
      boost::system::error_code problem;
      tcp::socket socket = acceptor_.accept(problem);
      if (problem || stopping_) return;
      if (hangs_) {
        hanging.push_back(std::move(socket));
        continue;
      }
      asio::streambuf request;
      asio::read_until(socket, request, "\r\n\r\n", problem);
      asio::write(socket, asio::buffer(answer_), problem);
    }
  }

  std::string answer_;
  bool hangs_;
  std::atomic<bool> stopping_ = false;
  asio::io_context context_;
  tcp::acceptor acceptor_{context_, {asio::ip::address_v4::loopback(), 0}};
  std::jthread thread_;
};

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) {
    ++found;
  }
  return found;
}

class RemoteRun : public FakeSuite {
 protected:
  void SetUp() override {
    FakeSuite::SetUp();
    write("lib/one.hpp", "int one;\n");
    for (const char* name : {"a", "b", "c"}) {
      add_case(std::string(name) + "/near_miss", "#include <one.hpp>\n");
    }
    add_case("d/near_miss", "BAD\n");
  }
  void forget() { fs::remove_all(path("cache")); }
};

using HostileRemote = RemoteRun;

TEST_F(HostileRemote, ItIsOffAfterOneWarningAndTheRunIsRight) {
  const std::map<std::string, std::string> answers{
      {"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", "it answered 500"},
      {"HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n", "it answered 401"},
      {"HTTP/1.1 302 There\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n", "it answered 302"},
      {"garbage\r\n\r\n", "bad version"},
      {"", "end of stream"},
      {"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "partial message"},
      {"HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n", "an answer is too large"},
  };
  for (const auto& [answer, why] : answers) {
    forget();
    const BadServer server(answer);
    const auto result = run({"--remote-cache", server.url()});
    EXPECT_EQ(result.ending.code, 1) << answer;
    EXPECT_THAT(compiled(), SizeIs(4)) << answer;
    EXPECT_EQ(count(result.errors, "warning"), 1U) << result.errors;
    EXPECT_THAT(result.errors, HasSubstr(why));
    EXPECT_THAT(result.output, HasSubstr("4 steps: 3 pass, 1 fail"));
  }
}

TEST_F(HostileRemote, OneThatIsNotThereOrHangsCostsItsTimeOnce) {
  const auto gone = run({"--remote-cache", "http://127.0.0.1:1"});
  EXPECT_THAT(gone.errors, HasSubstr("is off for this run: Connection refused"));
  EXPECT_EQ(count(gone.errors, "warning"), 1U);
  EXPECT_THAT(compiled(), SizeIs(4));
  forget();
  const BadServer server("", true);
  const auto started = std::chrono::steady_clock::now();
  const auto result = run({"--remote-cache", server.url()});
  EXPECT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds(15));
  EXPECT_THAT(result.errors, HasSubstr("the answer took too long"));
  EXPECT_EQ(count(result.errors, "warning"), 1U);
  EXPECT_THAT(compiled(), SizeIs(4));
}

TEST_F(HostileRemote, ARefusalEndsWhatElseIsAsked) {
  // The first refusal starts a compile while the other connections are still being made.
  for (int i = 0; i < 20; ++i) add_case(fmt::format("n{}/near_miss", i), "int one;\n");
  for (int i = 0; i < 5; ++i) {
    forget();
    const auto result = run({"--remote-cache", "http://localhost:1"});
    ASSERT_EQ(result.ending.how, Ending::How::exited) << "it hangs";
    EXPECT_THAT(compiled(), SizeIs(24));
  }
}

TEST_F(HostileRemote, BytesThatAreNoEntryAreNotTakenAndAreSaid) {
  const BadServer server("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\nevil");
  const auto result = run({"--remote-cache", server.url(), "--remote-cache-read-only"});
  EXPECT_EQ(result.ending.code, 1);
  EXPECT_THAT(result.output, HasSubstr("4 damaged remote cache entries ignored"));
  EXPECT_THAT(compiled(), SizeIs(4));
  run();
  EXPECT_THAT(compiled(), IsEmpty()) << "what was compiled is in the local cache";
}

TEST_F(HostileRemote, AUrlThatIsNoneIsAnError) {
  const auto result = run({"--remote-cache", "https://user:secret@host"});
  EXPECT_EQ(result.ending.code, 2);
  EXPECT_EQ(result.errors,
            "mustfail: error: the remote cache: https is not spoken\n"
            "  help: let a proxy on this machine speak it; see docs/remote-cache.md\n");
}

/// A real nginx with WebDAV on a free port of the loopback.
class NginxRemote : public RemoteRun {
 protected:
  void SetUp() override {
    if (::access("/usr/sbin/nginx", X_OK) != 0) GTEST_SKIP() << "nginx is not here: nginx-light";
    RemoteRun::SetUp();
    {
      asio::io_context context;
      port_ = tcp::acceptor(context, {asio::ip::address_v4::loopback(), 0}).local_endpoint().port();
    }
    fs::create_directories(path("www"));
    write("htpasswd", "user:{PLAIN}secret\n");
    const std::string here = path("").string();
    write("nginx.conf",
          fmt::format("master_process off; pid {0}pid; events {{}}\n"
                      "http {{ access_log {0}access.log; client_body_temp_path {0}body;\n"
                      "proxy_temp_path {0}p; fastcgi_temp_path {0}f; uwsgi_temp_path {0}u;\n"
                      "scgi_temp_path {0}s; server {{ listen 127.0.0.1:{1}; root {0}www;\n"
                      "location / {{ dav_methods PUT; create_full_put_path on; }}\n"
                      "location /closed/ {{ alias {0}www/; }}\n"
                      "location /secret/ {{ alias {0}www/; dav_methods PUT;\n"
                      "  create_full_put_path on; auth_basic x;\n"
                      "  auth_basic_user_file {0}htpasswd; }} }} }}\n",
                      here, port_));
    const std::string conf = path("nginx.conf").string();
    const std::string log = path("error.log").string();
    std::vector<std::string> words{"/usr/sbin/nginx", "-c", conf, "-p", here, "-e", log};
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    // It becomes a daemon: what is our child would be killed when a program of ours ends, and what
    // is an orphan would become our child after an earlier test's run.
    ::prctl(PR_SET_CHILD_SUBREAPER, 0);
    pid_t launcher = 0;
    ASSERT_EQ(::posix_spawn(&launcher, argv[0], nullptr, nullptr, argv.data(), environ), 0);
    ::waitpid(launcher, nullptr, 0);
    for (int i = 0; i < 500; ++i) {
      asio::io_context context;
      boost::system::error_code refused;
      tcp::socket(context).connect({asio::ip::address_v4::loopback(), port_}, refused);
      if (!refused) return;
      ::usleep(10'000);
    }
    FAIL() << "nginx does not listen: " << text("error.log");
  }
  void TearDown() override {
    const std::string pid = text("pid");
    if (!pid.empty()) ::kill(std::stoi(pid), SIGTERM);
  }

  std::string url(std::string_view path = {}, std::string_view user = {}) const {
    return fmt::format("http://{}127.0.0.1:{}{}", user, port_, path);
  }
  std::vector<fs::path> stored() const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(path("www"))) {
      if (entry.is_regular_file()) files.push_back(entry.path());
    }
    return files;
  }

  std::uint16_t port_ = 0;
};

TEST_F(NginxRemote, AnotherMachineCompilesNothing) {
  const auto first = run({"--remote-cache", url()});
  EXPECT_EQ(first.errors, "");
  EXPECT_THAT(compiled(), SizeIs(4));
  EXPECT_THAT(stored(), SizeIs(10)) << "4 keys, 4 outcomes, the two lists of files";
  forget();
  const auto second = run({}, {"MUSTFAIL_REMOTE_CACHE=" + url("/")});
  EXPECT_EQ(second.ending.code, 1);
  EXPECT_THAT(compiled(), IsEmpty());
  EXPECT_THAT(second.output, HasSubstr("4 from the cache, 4 of these from the remote one"));
  EXPECT_THAT(second.output, HasSubstr("error: bad"));
  run();
  EXPECT_THAT(compiled(), IsEmpty()) << "what was fetched is in the local cache";
}

TEST_F(NginxRemote, WhatChangedIsCompiledAndStored) {
  run({"--remote-cache", url()});
  compiled();
  forget();
  add_case("b/near_miss", "#include <one.hpp>\nint more;\n");
  run({"--remote-cache", url()});
  EXPECT_THAT(compiled(), testing::ElementsAre("b/near_miss"));
  forget();
  write("lib/one.hpp", "int one = 1;\n");
  run({"--remote-cache", url()});
  EXPECT_THAT(compiled(), SizeIs(3));
  forget();
  run({"--remote-cache", url()});
  EXPECT_THAT(compiled(), IsEmpty());
}

TEST_F(NginxRemote, SwappedOrCutBodiesAreMissesAndAreSaid) {
  run({"--remote-cache", url()});
  compiled();
  const auto files = stored();
  const std::string one = *read_file(files[0]);
  for (const auto& file : files) {
    EXPECT_TRUE(write_file(file, one));
  }
  forget();
  const auto swapped = run({"--remote-cache", url(), "--remote-cache-read-only"});
  EXPECT_EQ(swapped.ending.code, 1);
  EXPECT_THAT(swapped.output, HasSubstr("3 pass, 1 fail"));
  EXPECT_THAT(swapped.output, HasSubstr("damaged remote cache entr"));
  EXPECT_GE(compiled().size(), 3U);
  for (const auto& file : files) fs::resize_file(file, 20);
  forget();
  const auto cut = run({"--remote-cache", url()});
  EXPECT_THAT(cut.output, HasSubstr("4 damaged remote cache entries ignored"));
  EXPECT_THAT(compiled(), SizeIs(4));
  forget();
  run({"--remote-cache", url()});
  EXPECT_THAT(compiled(), IsEmpty()) << "they were replaced";
}

TEST_F(NginxRemote, ReadOnlyStoresNothing) {
  run({"--remote-cache", url(), "--remote-cache-read-only"});
  EXPECT_THAT(stored(), IsEmpty());
  forget();
  run({"--remote-cache", url()}, {"CHANGE_FORK=someone"});
  EXPECT_THAT(stored(), IsEmpty()) << "CI runs for a fork";
}

TEST_F(NginxRemote, OneThatRefusesToBeWrittenToIsReadFurther) {
  run({"--remote-cache", url()});
  compiled();
  forget();
  add_case("a/near_miss", "int other;\n");
  const auto result = run({"--remote-cache", url("/closed")});
  EXPECT_THAT(compiled(), testing::ElementsAre("a/near_miss"));
  EXPECT_EQ(count(result.errors, "warning"), 1U) << result.errors;
  EXPECT_THAT(result.errors, HasSubstr("refuses to be written to"));
}

TEST_F(NginxRemote, CredentialsAreSentAndNeverPrinted) {
  const auto right = run({"--remote-cache", url("/secret", "user:secret@")});
  EXPECT_EQ(right.errors, "");
  EXPECT_THAT(stored(), SizeIs(10));
  forget();
  compiled();
  const auto wrong = run({"--remote-cache", url("/secret", "user:hunter2@")});
  EXPECT_THAT(wrong.errors, HasSubstr(fmt::format("the remote cache {} is off for this run: it "
                                                  "answered 401",
                                                  url("/secret"))));
  EXPECT_THAT(wrong.errors + wrong.output, Not(HasSubstr("hunter2")));
  EXPECT_THAT(compiled(), SizeIs(4));
}

TEST_F(NginxRemote, ManyEntriesGoOverFewConnections) {
  for (int i = 0; i < 100; ++i) add_case(fmt::format("n{}/near_miss", i), "#include <one.hpp>\n");
  run({"--remote-cache", url()});
  EXPECT_THAT(compiled(), SizeIs(104));
  forget();
  const auto result = run({"--remote-cache", url()});
  EXPECT_THAT(compiled(), IsEmpty());
  EXPECT_THAT(result.output, HasSubstr("104 from the cache, 104 of these from the remote one"));
}

}  // namespace
}  // namespace mustfail
