#pragma once

/// The end of a fork server that is inside the program: how it hears of commands, and forks for
/// them. harness/src/process/fork_server.hpp is the other end. No exceptions, no allocation: it
/// runs in a program that knows nothing of it.

#include <dlfcn.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace fork_protocol {

constexpr std::size_t kMostBytes = std::size_t{192} << 10U;
constexpr std::size_t kMostWords = std::size_t{16} << 10U;

/// A command as it came: `words` point into `bytes`.
struct Request {
  char bytes[kMostBytes];
  char* words[kMostWords];
  int outputs[2];
};

/// Not on the stack, which the program may need whole; never freed, for the child uses it.
inline Request request;

/// What came is: the counts of arguments and of variables, then the folder, the arguments and the
/// variables, each ended by a zero byte.
struct Header {
  std::uint32_t arguments;
  std::uint32_t variables;
};

/// Where a request's parts are.
struct Parts {
  const char* folder;
  int argc;
  char** argv;
  char** environment;
};

inline bool split(std::size_t size, Parts& parts) {
  Header header;
  if (size <= sizeof header || request.bytes[size - 1] != '\0') return false;
  std::memcpy(&header, request.bytes, sizeof header);
  if (header.arguments == 0 || header.arguments > kMostWords / 4) return false;
  if (header.variables > kMostWords / 4) return false;
  char* at = request.bytes + sizeof header;
  char* const end = request.bytes + size;
  parts.folder = at;
  char** word = request.words;
  parts.argv = word;
  parts.argc = static_cast<int>(header.arguments);
  const std::size_t total = std::size_t{header.arguments} + header.variables;
  for (std::size_t i = 0; i < total; ++i) {
    at += std::strlen(at) + 1;
    if (at >= end) return false;
    if (i == header.arguments) {
      *word++ = nullptr;
      parts.environment = word;
    }
    *word++ = at;
  }
  if (header.variables == 0) {
    *word++ = nullptr;
    parts.environment = word;
  }
  *word = nullptr;
  return true;
}

/// The size of the next request, or nothing when our parent is gone.
inline std::size_t receive() {
  iovec data{request.bytes, sizeof request.bytes};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof request.outputs)];
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  ssize_t size = -1;
  do {
    size = ::recvmsg(STDIN_FILENO, &message, MSG_CMSG_CLOEXEC);
  } while (size < 0 && errno == EINTR);
  if (size <= 0 || (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0) return 0;
  const cmsghdr* const rights = CMSG_FIRSTHDR(&message);
  if (rights == nullptr || rights->cmsg_len != CMSG_LEN(sizeof request.outputs)) return 0;
  std::memcpy(request.outputs, CMSG_DATA(rights), sizeof request.outputs);
  return static_cast<std::size_t>(size);
}

inline bool answer(int pid_or_error) {
  return ::send(STDIN_FILENO, &pid_or_error, sizeof pid_or_error, MSG_NOSIGNAL) ==
         static_cast<ssize_t>(sizeof pid_or_error);
}

/// What the harness does in a child of its own between fork and exec; the rest is inherited.
inline void become_command(int empty_input) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::dup2(empty_input, STDIN_FILENO);
  ::dup2(request.outputs[0], STDOUT_FILENO);
  ::dup2(request.outputs[1], STDERR_FILENO);
  ::close(request.outputs[0]);
  ::close(request.outputs[1]);
  ::close(empty_input);
}

/// Returns in each child, with its command, in its folder and with its outputs; the child is one of
/// our parent (CLONE_PARENT), who can wait for it and kill it as if it had started it itself. The
/// server itself ends when its parent goes.
inline Parts serve() {
  const int empty_input = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (empty_input < 0) ::_exit(1);
  for (;;) {
    const std::size_t size = receive();
    if (size == 0) ::_exit(0);
    Parts parts{};
    long made = -EINVAL;
    if (split(size, parts)) {
      // A folder that cannot be entered is told by whoever starts the command in the usual way.
      made = -ENOENT;
      if (::chdir(parts.folder) == 0) {
        made = ::syscall(SYS_clone, CLONE_PARENT | SIGCHLD, nullptr, nullptr, nullptr, 0);
        if (made == 0) {
          become_command(empty_input);
          return parts;
        }
        if (made < 0) made = -errno;
      }
    }
    ::close(request.outputs[0]);
    ::close(request.outputs[1]);
    if (!answer(static_cast<int>(made))) ::_exit(0);
  }
}

/// In a child: what it asks the file system for is noted where its command says, if the object that
/// does so is loaded; see file_trace.cpp.
inline void begin_trace(const Parts& parts) {
  using Begin = void (*)(const char*);
  const auto begin = reinterpret_cast<Begin>(::dlsym(RTLD_DEFAULT, "mustfail_trace_begin"));
  constexpr char kVariable[] = "MUSTFAIL_TRACE=";
  for (char** each = parts.environment; begin != nullptr && *each != nullptr; ++each) {
    if (std::strncmp(*each, kVariable, sizeof kVariable - 1) != 0) continue;
    begin(*each + sizeof kVariable - 1);
  }
}

inline bool is_server() {
  const char* const asked = std::getenv("MUSTFAIL_FORK_SERVER");
  int type = 0;
  socklen_t size = sizeof type;
  return asked != nullptr && ::getsockopt(STDIN_FILENO, SOL_SOCKET, SO_TYPE, &type, &size) == 0 &&
         type == SOCK_SEQPACKET;
}

/// Our process number, then the words, each ended by a zero byte.
inline bool say_hello(int count, const char* const* words) {
  const std::int32_t self = ::getpid();
  std::memcpy(request.bytes, &self, sizeof self);
  std::size_t size = sizeof self;
  for (int i = 0; i < count; ++i) {
    const std::size_t length = std::strlen(words[i]) + 1;
    if (size + length > sizeof request.bytes) return false;
    std::memcpy(request.bytes + size, words[i], length);
    size += length;
  }
  return ::send(STDIN_FILENO, request.bytes, size, MSG_NOSIGNAL) == static_cast<ssize_t>(size);
}

}  // namespace fork_protocol
