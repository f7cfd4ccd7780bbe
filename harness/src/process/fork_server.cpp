#include "process/fork_server.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// A start costs what one command does, so it has to serve a few.
constexpr int kWorthFrom = 3;
/// A GCC that waits with its header read holds 100 MB.
constexpr std::size_t kMostServers = 8;
/// Forking takes a millisecond; one that takes this long is not to be waited for again.
constexpr int kLongestAnswerMs = 2000;

/// 0: there is no such process.
int parent_of(int process) {
  std::ifstream stat("/proc/" + std::to_string(process) + "/stat");
  std::string text;
  std::getline(stat, text, '\0');
  // Behind the name, which may hold anything: `pid (name) state parent ...`
  std::istringstream rest(text.substr(std::min(text.size(), text.rfind(')') + 1)));
  std::string state;
  int parent = 0;
  rest >> state >> parent;
  return parent;
}

/// As the other end reads it: two counts, then the texts, each ended by a zero byte.
std::string request_of(const std::vector<std::string>& argv,
                       const std::vector<std::string>& environment, const fs::path& folder) {
  const std::uint32_t counts[] = {static_cast<std::uint32_t>(argv.size()),
                                  static_cast<std::uint32_t>(environment.size())};
  std::string bytes(sizeof counts, '\0');
  std::memcpy(bytes.data(), counts, sizeof counts);
  const auto add = [&](std::string_view text) { bytes.append(text).push_back('\0'); };
  add(folder.string());
  for (const std::string& each : argv) add(each);
  for (const std::string& each : environment) add(each);
  return bytes;
}

/// Sends the bytes as one message, with two file descriptors.
bool send_request(int socket, std::string& bytes, int output, int errors) {
  const int files[] = {output, errors};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof files)] = {};
  iovec data{bytes.data(), bytes.size()};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  cmsghdr* const rights = CMSG_FIRSTHDR(&message);
  rights->cmsg_level = SOL_SOCKET;
  rights->cmsg_type = SCM_RIGHTS;
  rights->cmsg_len = CMSG_LEN(sizeof files);
  std::memcpy(CMSG_DATA(rights), files, sizeof files);
  return ::sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT) ==
         static_cast<ssize_t>(bytes.size());
}

}  // namespace

ForkServer::ForkServer(const Serving& serving) : hello_(serving.hello) {
  int sockets[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) != 0) return;
  socket_ = sockets[0];
  boost::system::error_code problem;
  // Whatever else it says is no hello: a warning that each command would have printed, too.
  process_ = launch(serving.start, serving.environment, "/",
                    {.input = sockets[1], .errors = sockets[1]}, problem);
  ::close(sockets[1]);
  if (!problem) state_ = State::starting;
}

ForkServer::~ForkServer() {
  if (socket_ >= 0) ::close(socket_);
  if (process_ < 0) return;
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
}

std::optional<int> ForkServer::start(const Command& command, const Streams& streams) {
  if (state_ == State::starting) hear_hello();
  if (state_ != State::ready) return std::nullopt;
  std::string bytes = request_of(command.serving->request, command.environment, command.folder);
  // One that is too long for a message is started in the usual way, and so is the next.
  if (!send_request(socket_, bytes, streams.output, streams.errors)) return std::nullopt;
  return hear_answer();
}

void ForkServer::hear_hello() {
  char bytes[4096];
  const ssize_t size = ::recv(socket_, bytes, sizeof bytes, MSG_DONTWAIT);
  if (size < 0 && (errno == EAGAIN || errno == EINTR)) return;
  std::int32_t speaker = 0;
  std::string expected;
  for (const std::string& word : hello_) expected.append(word).push_back('\0');
  state_ = State::failed;
  if (size < static_cast<ssize_t>(sizeof speaker)) return;
  std::memcpy(&speaker, bytes, sizeof speaker);
  const std::string_view said(bytes + sizeof speaker,
                              static_cast<std::size_t>(size) - sizeof speaker);
  if (said != expected) return;
  if (speaker != process_) {
    // A driver has started it. Once that is gone the server is our child, and so are its forks.
    const int group = std::exchange(process_, -1);
    ::kill(group, SIGKILL);
    ::waitpid(group, nullptr, 0);
    if (parent_of(speaker) != ::getpid()) {  // there is a script around the driver
      ::kill(-group, SIGKILL);
      return;
    }
    process_ = speaker;
  }
  state_ = State::ready;
}

std::optional<int> ForkServer::hear_answer() {
  pollfd waiting{socket_, POLLIN, 0};
  int answer = -1;
  const bool came =
      ::poll(&waiting, 1, kLongestAnswerMs) == 1 &&
      ::recv(socket_, &answer, sizeof answer, MSG_DONTWAIT) == static_cast<ssize_t>(sizeof answer);
  if (came && answer > 0) return answer;
  if (!came) {
    // It may still fork, late: that child is in no group of ours, and dies as an orphan.
    state_ = State::failed;
    ::kill(process_, SIGKILL);
  }
  return std::nullopt;
}

ForkServer* ForkServers::find(const Serving& serving) {
  Known& known = known_[{serving.start, serving.environment}];
  if (++known.asked < kWorthFrom) return nullptr;
  if (!known.server && started_ < kMostServers) {
    known.server = std::make_unique<ForkServer>(serving);
    ++started_;
  }
  return known.server.get();
}

}  // namespace mustfail
