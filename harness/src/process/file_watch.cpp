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

/// What the call is for.
enum class Use { ask, link, start };

/// A system call that takes a name, and which of its arguments it is. Of one that is none of these
/// and is told of nevertheless, nobody knows what it asks for.
struct NamingCall {
  int number;
  int path;
  int folder = kNone;  ///< The descriptor that a relative name starts from.
  Use use = Use::ask;
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
    NamingCall{SYS_rename, 0, kNone, Use::link, 1},
    NamingCall{SYS_link, 0, kNone, Use::link, 1},
    NamingCall{SYS_symlink, 1, kNone, Use::link},
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
    NamingCall{SYS_renameat, 1, 0, Use::link, 3, 2},
    NamingCall{SYS_renameat2, 1, 0, Use::link, 3, 2},
    NamingCall{SYS_linkat, 1, 0, Use::link, 3, 2},
    NamingCall{SYS_symlinkat, 2, 1, Use::link},
    NamingCall{SYS_execve, 0, kNone, Use::start},
    NamingCall{SYS_execveat, 1, 0, Use::start},
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
constexpr std::size_t kMostStarted = 64;
constexpr std::size_t kMostVariables = 1000;

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

/// The texts behind a list of addresses that ends with a null; as many as can be read.
std::vector<std::string> texts_at(int process, std::uint64_t list) {
  std::vector<std::string> texts;
  for (; texts.size() < kMostVariables; list += sizeof list) {
    std::uint64_t address = 0;
    iovec to{&address, sizeof address};
    iovec from{reinterpret_cast<void*>(list), sizeof address};  // NOLINT(performance-no-int-to-ptr)
    if (::process_vm_readv(process, &to, 1, &from, 1, 0) != sizeof address || address == 0) break;
    auto text = text_at(process, address);
    if (!text) break;
    texts.push_back(*std::move(text));
  }
  return texts;
}

/// The name that a call has in this argument, absolute and normal. Empty: it asks for the
/// descriptor itself, as fstat does. Nothing: it cannot be read, or is longer than any name.
std::optional<std::string> name_in(const seccomp_notif& call, int folder, int path) {
  if (call.data.args[path] == 0) return std::string();
  auto text = text_at(static_cast<int>(call.pid), call.data.args[path]);
  if (!text || text->starts_with('/')) {
    return text ? std::optional(fs::path(*text).lexically_normal().string()) : std::nullopt;
  }
  const bool starts = call.data.nr == SYS_execveat;
  if (text->empty() && !starts) return text;
  const int from = folder == kNone ? AT_FDCWD : static_cast<int>(call.data.args[folder]);
  std::error_code problem;
  const auto base =
      fs::read_symlink(from == AT_FDCWD ? fmt::format("/proc/{}/cwd", call.pid)
                                        : fmt::format("/proc/{}/fd/{}", call.pid, from),
                       problem);
  if (problem) return std::nullopt;
  return (text->empty() ? base : base / *text).lexically_normal().string();
}

/// Whether the call opens a file that it cannot read, whatever is in it.
bool only_writes(const seccomp_data& call) {
#ifdef SYS_open
  if (call.nr == SYS_creat) return true;
  const bool is_old = call.nr == SYS_open;
#else
  const bool is_old = false;
#endif
  if (!is_old && call.nr != SYS_openat) return false;
  const std::uint64_t flags = call.args[is_old ? 1 : 2];
  return (flags & O_ACCMODE) == O_WRONLY && (flags & O_EXCL) == 0;
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
      BPF_JUMP(kIfEqual, SYS_execve, 0, 6),
      BPF_STMT(kLoad, argument(0)),
      BPF_JUMP(kIfEqual, low, 0, 3),
      BPF_STMT(kLoad, argument(0) + std::uint32_t{sizeof(std::uint32_t)}),
      BPF_JUMP(kIfEqual, high, 0, 1),
      BPF_STMT(kReturn, SECCOMP_RET_ALLOW),
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

std::optional<FilesAsked> FileWatch::asked() const {
  if (is_unclear_) return std::nullopt;
  FilesAsked all = asked_;
  all.names.assign(names_.begin(), names_.end());
  all.written.assign(written_.begin(), written_.end());
  return all;
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
  seccomp_notif call{};  // the kernel wants zeros
  const int listener = listener_.native_handle();
  // Whoever asked may have been killed meanwhile.
  if (::ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &call) != 0) return;
  if (!is_unclear_) note(call);
  seccomp_notif_resp go_on{};
  go_on.id = call.id;
  go_on.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
  static_cast<void>(::ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &go_on));
}

void FileWatch::note(const seccomp_notif& call) {
  const auto* const kind = std::ranges::find(kNaming, call.data.nr, &NamingCall::number);
  const bool is_known = kind != kNaming.end() && call.data.arch == kArchitecture;
  const auto name = is_known ? name_in(call, kind->folder, kind->path) : std::nullopt;
  const auto second = is_known && kind->second != kNone
                          ? name_in(call, kind->second_folder, kind->second)
                          : std::string();
  if (!name || !second || names_.size() > kMostNames || written_.size() > kMostNames) {
    is_unclear_ = true;
    return;
  }
  if (only_writes(call.data)) {
    written_.insert(*name);
    return;
  }
  for (const std::string& each : {*name, *second}) {
    if (!each.empty()) names_.insert(each);
  }
  if (kind->use == Use::link) asked_.linked.push_back(second->empty() ? *name : *second);
  if (kind->use == Use::start && asked_.started.size() < kMostStarted) {
    // The arguments come behind the name, the variables behind them.
    asked_.started.push_back(
        {*name, texts_at(static_cast<int>(call.pid), call.data.args[kind->path + 2])});
  }
}

}  // namespace mustfail
