#include "process/file_watch.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/audit.h>
#include <linux/limits.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <utility>

namespace mustfail {

namespace {

namespace fs = std::filesystem;

#if defined(__x86_64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t kArchitecture = 0;  // no call is known: all are unclear
#endif

constexpr int kNone = -1;

/// A system call that takes a name, and which of its arguments it is. Of one that is none of these
/// and is told of nevertheless, nobody knows what it asks for.
struct NamingCall {
  int number;
  int path;
  int folder = kNone;  ///< The descriptor that a relative name starts from.
  int second = kNone;  ///< Another name.
  int second_folder = kNone;
};

constexpr std::array kNaming{
#ifdef SYS_open  // an architecture's that is older than openat
    NamingCall{SYS_open, 0},
    NamingCall{SYS_creat, 0},
    NamingCall{SYS_stat, 0},
    NamingCall{SYS_lstat, 0},
    NamingCall{SYS_access, 0},
    NamingCall{SYS_readlink, 0},
    NamingCall{SYS_mkdir, 0},
    NamingCall{SYS_rmdir, 0},
    NamingCall{SYS_unlink, 0},
    NamingCall{SYS_mknod, 0},
    NamingCall{SYS_rename, 0, kNone, 1},
    NamingCall{SYS_link, 0, kNone, 1},
    NamingCall{SYS_symlink, 1},
#endif
    NamingCall{SYS_openat, 1, 0},
    NamingCall{SYS_openat2, 1, 0},
    NamingCall{SYS_newfstatat, 1, 0},
    NamingCall{SYS_statx, 1, 0},
    NamingCall{SYS_faccessat, 1, 0},
    NamingCall{SYS_faccessat2, 1, 0},
    NamingCall{SYS_readlinkat, 1, 0},
    NamingCall{SYS_mkdirat, 1, 0},
    NamingCall{SYS_unlinkat, 1, 0},
    NamingCall{SYS_mknodat, 1, 0},
    NamingCall{SYS_renameat, 1, 0, 3, 2},
    NamingCall{SYS_renameat2, 1, 0, 3, 2},
    NamingCall{SYS_linkat, 1, 0, 3, 2},
    NamingCall{SYS_symlinkat, 2, 1},
    NamingCall{SYS_execve, 0},
    NamingCall{SYS_execveat, 1, 0},
    NamingCall{SYS_chdir, 0},
    NamingCall{SYS_truncate, 0},
    NamingCall{SYS_statfs, 0},
    NamingCall{SYS_getxattr, 0},
    NamingCall{SYS_lgetxattr, 0},
    NamingCall{SYS_listxattr, 0},
    NamingCall{SYS_llistxattr, 0},
    NamingCall{SYS_inotify_add_watch, 1},
};

/// What shares something by another kind of name, or opens files where no filter sees it.
constexpr std::array kUnclear{SYS_shmget,  SYS_semget,         SYS_msgget,
                              SYS_mq_open, SYS_io_uring_setup, SYS_open_by_handle_at};

constexpr std::size_t kMostNames = 4096;

constexpr std::uint16_t kLoad = BPF_LD | BPF_W | BPF_ABS;
constexpr std::uint16_t kIfEqual = BPF_JMP | BPF_JEQ | BPF_K;
constexpr std::uint16_t kReturn = BPF_RET | BPF_K;

constexpr std::uint32_t argument(int index) {
  return static_cast<std::uint32_t>(offsetof(seccomp_data, args)) +
         static_cast<std::uint32_t>(index) * std::uint32_t{sizeof(std::uint64_t)};
}

/// A zero-terminated text in another process.
std::optional<std::string> text_at(int process, std::uint64_t address) {
  constexpr std::uint64_t kPage = 4096;
  std::string text;
  while (text.size() < PATH_MAX) {
    // Not beyond a page: the next one may not be there.
    std::array<char, kPage> part;
    const std::size_t size = kPage - address % kPage;
    iovec to{part.data(), size};
    // An address of another process is a number to us.
    iovec from{reinterpret_cast<void*>(address), size};  // NOLINT(performance-no-int-to-ptr)
    const auto count = ::process_vm_readv(process, &to, 1, &from, 1, 0);
    if (count <= 0) return std::nullopt;
    const std::string_view read(part.data(), static_cast<std::size_t>(count));
    const std::size_t end = read.find('\0');
    text += read.substr(0, end);
    if (end != std::string_view::npos) return text;
    address += size;
  }
  return std::nullopt;
}

/// The folder that a process's relative names start from.
std::optional<fs::path> folder_of(int process, bool has_folder, std::uint64_t descriptor) {
  const int file = static_cast<int>(descriptor);
  std::error_code problem;
  auto folder = fs::read_symlink(!has_folder || file == AT_FDCWD
                                     ? fmt::format("/proc/{}/cwd", process)
                                     : fmt::format("/proc/{}/fd/{}", process, file),
                                 problem);
  if (problem) return std::nullopt;
  return folder;
}

}  // namespace

std::vector<sock_filter> file_watch_filter(const char* own_path) {
  const auto own = reinterpret_cast<std::uintptr_t>(own_path);
  const auto low = static_cast<std::uint32_t>(own);
  const auto high = static_cast<std::uint32_t>(own >> 32U);
  // The address of an argument is compared in halves, the lower one first.
  std::vector<sock_filter> filter{
      BPF_STMT(kLoad, static_cast<std::uint32_t>(offsetof(seccomp_data, arch))),
      BPF_JUMP(kIfEqual, kArchitecture, 1, 0),
      BPF_STMT(kReturn, SECCOMP_RET_USER_NOTIF),
      BPF_STMT(kLoad, static_cast<std::uint32_t>(offsetof(seccomp_data, nr))),
      BPF_JUMP(kIfEqual, SYS_execve, 0, 5),
      BPF_STMT(kLoad, argument(0)),
      BPF_JUMP(kIfEqual, low, 0, 2),
      BPF_STMT(kLoad, argument(0) + std::uint32_t{sizeof(std::uint32_t)}),
      BPF_JUMP(kIfEqual, high, 1, 0),
      BPF_STMT(kReturn, SECCOMP_RET_USER_NOTIF),
  };
  const auto tell = [&](long number) {
    filter.push_back(BPF_JUMP(kIfEqual, static_cast<std::uint32_t>(number), 0, 1));
    filter.push_back(BPF_STMT(kReturn, SECCOMP_RET_USER_NOTIF));
  };
  for (const NamingCall& each : kNaming) {
    if (each.number != SYS_execve) tell(each.number);
  }
  for (const long each : kUnclear) tell(each);
  filter.push_back(BPF_STMT(kReturn, SECCOMP_RET_ALLOW));
  return filter;
}

int install_file_watch(const std::vector<sock_filter>& filter) {
  sock_fprog program{static_cast<unsigned short>(filter.size()),
                     const_cast<sock_filter*>(filter.data())};
  // Without it a filter is for the administrator only.
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  return static_cast<int>(
      ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
                SECCOMP_FILTER_FLAG_NEW_LISTENER | SECCOMP_FILTER_FLAG_SPEC_ALLOW, &program));
}

FileWatch::FileWatch(boost::asio::io_context& context, int listener)
    : listener_(context, listener) {}

void FileWatch::begin() { wait(); }

void FileWatch::end() {
  boost::system::error_code ignored;
  static_cast<void>(listener_.close(ignored));
}

std::optional<std::vector<std::string>> FileWatch::names() const {
  if (is_unclear_ || names_.size() > kMostNames) return std::nullopt;
  return std::vector<std::string>(names_.begin(), names_.end());
}

void FileWatch::wait() {
  listener_.async_wait(boost::asio::posix::descriptor_base::wait_read,
                       [self = shared_from_this()](boost::system::error_code cancelled) {
                         if (!cancelled) self->answer_all();
                       });
}

void FileWatch::answer_all() {
  // Others wait for the io_context too.
  constexpr int kMostAtOnce = 64;
  for (int i = 0; i < kMostAtOnce; ++i) {
    pollfd ready{listener_.native_handle(), POLLIN, 0};
    if (::poll(&ready, 1, 0) <= 0) break;
    if ((ready.revents & POLLIN) == 0) return end();  // nobody is left who could ask
    answer();
  }
  wait();
}

void FileWatch::answer() {
  seccomp_notif asked{};  // the kernel wants zeros
  const int listener = listener_.native_handle();
  // Whoever asked may have been killed meanwhile.
  if (::ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &asked) != 0) return;
  const auto* const call = std::ranges::find(kNaming, asked.data.nr, &NamingCall::number);
  const auto process = static_cast<int>(asked.pid);
  if (call == kNaming.end() || asked.data.arch != kArchitecture) {
    is_unclear_ = true;
  } else {
    const auto value = [&](int index) { return index == kNone ? 0 : asked.data.args[index]; };
    note(process, value(call->folder), call->folder != kNone, value(call->path));
    if (call->second != kNone) {
      note(process, value(call->second_folder), call->second_folder != kNone, value(call->second));
    }
  }
  seccomp_notif_resp go_on{};
  go_on.id = asked.id;
  go_on.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
  static_cast<void>(::ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &go_on));
}

void FileWatch::note(int process, std::uint64_t folder, bool has_folder, std::uint64_t path) {
  if (is_unclear_ || names_.size() > kMostNames) return;
  if (path == 0) return;  // utimensat and statx of a descriptor
  const auto text = text_at(process, path);
  if (!text) {
    // A bad address is the program's own mistake, and it is told of it; one that we may not read
    // looks the same.
    is_unclear_ = true;
    return;
  }
  if (text->empty()) return;  // the descriptor itself, as fstat asks for it
  fs::path name = *text;
  if (name.is_relative()) {
    const auto from = folder_of(process, has_folder, folder);
    if (!from) {
      is_unclear_ = true;
      return;
    }
    name = *from / name;
  }
  names_.insert(name.lexically_normal().string());
}

}  // namespace mustfail
