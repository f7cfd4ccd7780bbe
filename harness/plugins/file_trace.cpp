/// Preloaded into compilers and all that they start (LD_PRELOAD): notes the name of each file that
/// one asks the system for, whether it is there or not.
///
/// A depfile names what a compile read. What it would have read had it been there (a header that
/// another one asks for with `__has_include`, or one that shadows another), and what the assembler,
/// the linker or a script around the compiler reads, no depfile names; a result that is kept
/// depends on all of it. Nothing else is changed: each function does what it did.
///
/// The names go into memory that is shared with the harness: see file_trace_log.hpp. No allocation
/// and no exceptions: it runs in programs that know nothing of it, also between vfork and exec.

#include <dirent.h>
#include <dlfcn.h>
#include <elf.h>
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "process/file_trace_log.hpp"
#include "util/file_stamp.hpp"

namespace {

using mustfail::FileStamp;
using mustfail::trace_log::Head;
using mustfail::trace_log::kBytes;
using mustfail::trace_log::Kind;

constexpr std::size_t kLongest = std::size_t{2} * PATH_MAX;

/// The shared memory; none: nobody asked.
char* memory = nullptr;

/// What was noted lately, by its hash: a compiler asks for a folder once for each header in it.
constexpr std::size_t kRecent = 1024;
std::uint64_t recent[kRecent];

std::uint64_t hash_of(const char* bytes, std::size_t size) {
  std::uint64_t hash = 14695981039346656037U;
  for (std::size_t i = 0; i < size; ++i) {
    hash = (hash ^ static_cast<unsigned char>(bytes[i])) * 1099511628211U;
  }
  return hash;
}

void append(const char* bytes, std::size_t size) {
  const std::uint64_t hash = hash_of(bytes, size);
  std::uint64_t& latest = recent[hash % kRecent];
  if (latest == hash) return;
  latest = hash;
  Head* const head = reinterpret_cast<Head*>(memory);
  const std::uint64_t at = __atomic_fetch_add(&head->used, size, __ATOMIC_RELAXED);
  if (sizeof(Head) + at + size <= kBytes) std::memcpy(memory + sizeof(Head) + at, bytes, size);
}

bool begins_with(const char* text, const char* front) {
  return std::strncmp(text, front, std::strlen(front)) == 0;
}

/// Puts the folder that a relative path starts from there; its length, or 0 when nobody can say.
std::size_t put_folder(int folder, char* into, std::size_t room) {
  if (folder == AT_FDCWD) {
    const long size = ::syscall(SYS_getcwd, into, room);
    return size > 1 && into[0] == '/' ? static_cast<std::size_t>(size) - 1 : 0;
  }
  char link[32];
  ::snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
  const long size = ::syscall(SYS_readlinkat, AT_FDCWD, link, into, room);
  return size > 0 && into[0] == '/' ? static_cast<std::size_t>(size) : 0;
}

/// Notes one name; errno stays as it is.
void note(Kind kind, int folder, const char* path, const FileStamp* stamp = nullptr) {
  if (memory == nullptr || path == nullptr || path[0] == '\0') return;
  const int before = errno;
  char record[1 + kLongest + 1 + sizeof(FileStamp)];
  std::size_t size = 1;
  const std::size_t length = ::strnlen(path, PATH_MAX);
  if (path[0] != '/') {
    size += put_folder(folder, record + size, PATH_MAX - 2);
    if (size == 1) kind = Kind::unclear;
    record[size++] = '/';
  }
  record[0] = static_cast<char>(kind);
  if (kind == Kind::unclear) {
    size = 1;
  } else {
    std::memcpy(record + size, path, length);
    size += length;
  }
  record[size++] = '\0';
  // What the kernel shows of itself, and devices, are no files.
  const char* const name = record + 1;
  if (!begins_with(name, "/proc/") && !begins_with(name, "/dev/") && !begins_with(name, "/sys/")) {
    if (stamp != nullptr) {
      std::memcpy(record + size, stamp, sizeof *stamp);
      size += sizeof *stamp;
    }
    append(record, size);
  }
  errno = before;
}

/// Notes what came of asking for a file: which file stands behind the descriptor, if any.
void note_opened(int folder, const char* path, int file, bool writes) {
  if (memory == nullptr) return;
  if (writes) return note(Kind::written, folder, path);
  if (file < 0) return note(Kind::missing, folder, path);
  struct stat status;
  const int before = errno;
  const bool is_known = ::fstat(file, &status) == 0;
  errno = before;
  if (!is_known) return note(Kind::unclear, folder, path);
  if (S_ISDIR(status.st_mode)) return note(Kind::listed, folder, path);
  const FileStamp stamp = mustfail::stamp_of(status);
  note(Kind::read, folder, path, &stamp);
}

void note_asked(int folder, const char* path, int failed) {
  // What may not be used so is there.
  const bool is_there = failed == 0 || errno == EACCES || errno == EPERM;
  note(is_there ? Kind::seen : Kind::missing, folder, path);
}

/// The value of a variable in an environment; null: it is not there.
const char* variable_in(char* const* environment, const char* name) {
  const std::size_t size = std::strlen(name);
  for (; environment != nullptr && *environment != nullptr; ++environment) {
    if (std::strncmp(*environment, name, size) == 0 && (*environment)[size] == '=') {
      return *environment + size + 1;
    }
  }
  return nullptr;
}

/// Whether the program loads nothing, so that nobody sees what it asks for: it is linked
/// statically. What cannot be read, or is a script, is not; a script's program is started next.
bool is_static(const char* path) {
  const long file = ::syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
  if (file < 0) return false;
  alignas(8) char bytes[4096];
  const long size = ::syscall(SYS_read, file, bytes, sizeof bytes);
  ::syscall(SYS_close, file);
  Elf64_Ehdr head;
  if (size < static_cast<long>(sizeof head)) return false;
  std::memcpy(&head, bytes, sizeof head);
  if (std::memcmp(head.e_ident, ELFMAG, SELFMAG) != 0) return false;
  if (head.e_ident[EI_CLASS] != ELFCLASS64) return true;  // our object is no use to it
  for (unsigned i = 0; i < head.e_phnum; ++i) {
    Elf64_Phdr part;
    const std::size_t at = head.e_phoff + i * sizeof part;
    if (at + sizeof part > static_cast<std::size_t>(size)) return false;
    std::memcpy(&part, bytes + at, sizeof part);
    if (part.p_type == PT_INTERP) return false;
  }
  return true;
}

/// A program is about to be started: whether it will be seen.
void note_started(const char* path, char* const* environment) {
  if (memory == nullptr) return;
  const int before = errno;
  const char* const preload = variable_in(environment, "LD_PRELOAD");
  const bool is_seen = variable_in(environment, mustfail::trace_log::kVariable) != nullptr &&
                       preload != nullptr && preload[0] != '\0' && !is_static(path);
  // A name that stands for any that nobody knows.
  if (!is_seen) append("?", 2);
  errno = before;
}

bool makes(int flags) { return (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE; }

bool writes(int flags) { return (flags & O_ACCMODE) != O_RDONLY; }

bool writes(const char* mode) { return mode[0] != 'r' || std::strchr(mode, '+') != nullptr; }

/// The function that would have been called without us, found once for each use.
template <typename Function>
Function& next(Function*& known, const char* name) {
  if (known == nullptr) known = reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
  if (known == nullptr) ::_exit(127);
  return *known;
}

using Open = int(const char*, int, ...);
using OpenAt = int(int, const char*, int, ...);
using OpenChecked = int(const char*, int);
using OpenAtChecked = int(int, const char*, int);
using OpenFile = FILE*(const char*, const char*);
using ReopenFile = FILE*(const char*, const char*, FILE*);
using MakeTemporary = int(char*);
using MakeTemporaryEnding = int(char*, int);
using Spawn = int(pid_t*, const char*, const posix_spawn_file_actions_t*, const posix_spawnattr_t*,
                  char* const*, char* const*);

int open_any(Open*& known, const char* name, const char* path, int flags, unsigned mode) {
  const int file = next(known, name)(path, flags, mode);
  note_opened(AT_FDCWD, path, file, writes(flags));
  return file;
}

int open_any_at(OpenAt*& known, const char* name, int folder, const char* path, int flags,
                unsigned mode) {
  const int file = next(known, name)(folder, path, flags, mode);
  note_opened(folder, path, file, writes(flags));
  return file;
}

FILE* open_file(OpenFile*& known, const char* name, const char* path, const char* mode) {
  FILE* const file = next(known, name)(path, mode);
  note_opened(AT_FDCWD, path, file == nullptr ? -1 : ::fileno(file), writes(mode));
  return file;
}

FILE* reopen_file(ReopenFile*& known, const char* name, const char* path, const char* mode,
                  FILE* old) {
  FILE* const file = next(known, name)(path, mode, old);
  if (path != nullptr) {
    note_opened(AT_FDCWD, path, file == nullptr ? -1 : ::fileno(file), writes(mode));
  }
  return file;
}

template <typename Function, typename... Arguments>
int make_temporary(Function*& known, const char* name, char* path, Arguments... arguments) {
  const int file = next(known, name)(path, arguments...);
  if (file >= 0) note(Kind::written, AT_FDCWD, path);
  return file;
}

}  // namespace

// ---- how the harness and the fork servers speak to it
// --------------------------------------------

/// From now on what is asked for is noted in this memory.
extern "C" void mustfail_trace_begin(const char* file) {
  memory = nullptr;
  std::memset(recent, 0, sizeof recent);
  if (file == nullptr || file[0] == '\0') return;
  const long opened = ::syscall(SYS_openat, AT_FDCWD, file, O_RDWR | O_CLOEXEC, 0);
  if (opened < 0) return;
  void* const mapped =
      ::mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_SHARED, static_cast<int>(opened), 0);
  ::syscall(SYS_close, opened);
  if (mapped != MAP_FAILED) memory = static_cast<char*>(mapped);
}

__attribute__((constructor)) static void begin_as_asked() {
  mustfail_trace_begin(std::getenv(mustfail::trace_log::kVariable));
}

// ---- what programs call
// --------------------------------------------------------------------------

extern "C" {

int open(const char* path, int flags, ...) {
  static Open* known;
  va_list more;
  va_start(more, flags);
  const unsigned mode = makes(flags) ? va_arg(more, unsigned) : 0;
  va_end(more);
  return open_any(known, "open", path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  static Open* known;
  va_list more;
  va_start(more, flags);
  const unsigned mode = makes(flags) ? va_arg(more, unsigned) : 0;
  va_end(more);
  return open_any(known, "open64", path, flags, mode);
}

int openat(int folder, const char* path, int flags, ...) {
  static OpenAt* known;
  va_list more;
  va_start(more, flags);
  const unsigned mode = makes(flags) ? va_arg(more, unsigned) : 0;
  va_end(more);
  return open_any_at(known, "openat", folder, path, flags, mode);
}

int openat64(int folder, const char* path, int flags, ...) {
  static OpenAt* known;
  va_list more;
  va_start(more, flags);
  const unsigned mode = makes(flags) ? va_arg(more, unsigned) : 0;
  va_end(more);
  return open_any_at(known, "openat64", folder, path, flags, mode);
}

// What they become where a program is built with _FORTIFY_SOURCE.

int __open_2(const char* path, int flags) {
  static OpenChecked* known;
  const int file = next(known, "__open_2")(path, flags);
  note_opened(AT_FDCWD, path, file, writes(flags));
  return file;
}

int __open64_2(const char* path, int flags) {
  static OpenChecked* known;
  const int file = next(known, "__open64_2")(path, flags);
  note_opened(AT_FDCWD, path, file, writes(flags));
  return file;
}

int __openat_2(int folder, const char* path, int flags) {
  static OpenAtChecked* known;
  const int file = next(known, "__openat_2")(folder, path, flags);
  note_opened(folder, path, file, writes(flags));
  return file;
}

int __openat64_2(int folder, const char* path, int flags) {
  static OpenAtChecked* known;
  const int file = next(known, "__openat64_2")(folder, path, flags);
  note_opened(folder, path, file, writes(flags));
  return file;
}

int creat(const char* path, mode_t mode) {
  static int (*known)(const char*, mode_t);
  note(Kind::written, AT_FDCWD, path);
  return next(known, "creat")(path, mode);
}

int creat64(const char* path, mode_t mode) {
  static int (*known)(const char*, mode_t);
  note(Kind::written, AT_FDCWD, path);
  return next(known, "creat64")(path, mode);
}

FILE* fopen(const char* path, const char* mode) {
  static OpenFile* known;
  return open_file(known, "fopen", path, mode);
}

FILE* fopen64(const char* path, const char* mode) {
  static OpenFile* known;
  return open_file(known, "fopen64", path, mode);
}

FILE* freopen(const char* path, const char* mode, FILE* old) {
  static ReopenFile* known;
  return reopen_file(known, "freopen", path, mode, old);
}

FILE* freopen64(const char* path, const char* mode, FILE* old) {
  static ReopenFile* known;
  return reopen_file(known, "freopen64", path, mode, old);
}

int mkstemp(char* path) {
  static MakeTemporary* known;
  return make_temporary(known, "mkstemp", path);
}

int mkstemp64(char* path) {
  static MakeTemporary* known;
  return make_temporary(known, "mkstemp64", path);
}

int mkstemps(char* path, int ending) {
  static MakeTemporaryEnding* known;
  return make_temporary(known, "mkstemps", path, ending);
}

int mkstemps64(char* path, int ending) {
  static MakeTemporaryEnding* known;
  return make_temporary(known, "mkstemps64", path, ending);
}

int mkostemp(char* path, int flags) {
  static MakeTemporaryEnding* known;
  return make_temporary(known, "mkostemp", path, flags);
}

int mkostemps(char* path, int ending, int flags) {
  static int (*known)(char*, int, int);
  return make_temporary(known, "mkostemps", path, ending, flags);
}

int stat(const char* path, struct stat* status) noexcept {
  static int (*known)(const char*, struct stat*);
  const int failed = next(known, "stat")(path, status);
  note_asked(AT_FDCWD, path, failed);
  return failed;
}

int stat64(const char* path, struct stat64* status) noexcept {
  static int (*known)(const char*, struct stat64*);
  const int failed = next(known, "stat64")(path, status);
  note_asked(AT_FDCWD, path, failed);
  return failed;
}

int lstat(const char* path, struct stat* status) noexcept {
  static int (*known)(const char*, struct stat*);
  const int failed = next(known, "lstat")(path, status);
  note_asked(AT_FDCWD, path, failed);
  return failed;
}

int lstat64(const char* path, struct stat64* status) noexcept {
  static int (*known)(const char*, struct stat64*);
  const int failed = next(known, "lstat64")(path, status);
  note_asked(AT_FDCWD, path, failed);
  return failed;
}

int fstatat(int folder, const char* path, struct stat* status, int flags) noexcept {
  static int (*known)(int, const char*, struct stat*, int);
  const int failed = next(known, "fstatat")(folder, path, status, flags);
  note_asked(folder, path, failed);
  return failed;
}

int fstatat64(int folder, const char* path, struct stat64* status, int flags) noexcept {
  static int (*known)(int, const char*, struct stat64*, int);
  const int failed = next(known, "fstatat64")(folder, path, status, flags);
  note_asked(folder, path, failed);
  return failed;
}

int statx(int folder, const char* path, int flags, unsigned mask, struct statx* status) noexcept {
  static int (*known)(int, const char*, int, unsigned, struct statx*);
  const int failed = next(known, "statx")(folder, path, flags, mask, status);
  note_asked(folder, path, failed);
  return failed;
}

// What programs call that were built before glibc 2.33.

int __xstat(int version, const char* path, struct stat* status) noexcept {
  static int (*known)(int, const char*, struct stat*);
  const int failed = next(known, "__xstat")(version, path, status);
  note_asked(AT_FDCWD, path, failed);
  return failed;
}

int __xstat64(int version, const char* path, struct stat64* status) noexcept {
  static int (*known)(int, const char*, struct stat64*);
  const int failed = next(known, "__xstat64")(version, path, status);
  note_asked(AT_FDCWD, path, failed);
  return failed;
}

int __lxstat(int version, const char* path, struct stat* status) noexcept {
  static int (*known)(int, const char*, struct stat*);
  const int failed = next(known, "__lxstat")(version, path, status);
  note_asked(AT_FDCWD, path, failed);
  return failed;
}

int __lxstat64(int version, const char* path, struct stat64* status) noexcept {
  static int (*known)(int, const char*, struct stat64*);
  const int failed = next(known, "__lxstat64")(version, path, status);
  note_asked(AT_FDCWD, path, failed);
  return failed;
}

int access(const char* path, int mode) noexcept {
  static int (*known)(const char*, int);
  const int failed = next(known, "access")(path, mode);
  note_asked(AT_FDCWD, path, failed);
  return failed;
}

int eaccess(const char* path, int mode) noexcept {
  static int (*known)(const char*, int);
  const int failed = next(known, "eaccess")(path, mode);
  note_asked(AT_FDCWD, path, failed);
  return failed;
}

int euidaccess(const char* path, int mode) noexcept {
  static int (*known)(const char*, int);
  const int failed = next(known, "euidaccess")(path, mode);
  note_asked(AT_FDCWD, path, failed);
  return failed;
}

int faccessat(int folder, const char* path, int mode, int flags) noexcept {
  static int (*known)(int, const char*, int, int);
  const int failed = next(known, "faccessat")(folder, path, mode, flags);
  note_asked(folder, path, failed);
  return failed;
}

int chdir(const char* path) noexcept {
  static int (*known)(const char*);
  // The name is made whole by the folder that is left.
  struct stat status;
  note_asked(AT_FDCWD, path, ::syscall(SYS_newfstatat, AT_FDCWD, path, &status, 0) == 0 ? 0 : -1);
  return next(known, "chdir")(path);
}

ssize_t readlink(const char* path, char* into, size_t room) noexcept {
  static ssize_t (*known)(const char*, char*, size_t);
  const ssize_t size = next(known, "readlink")(path, into, room);
  note_asked(AT_FDCWD, path, size < 0 ? -1 : 0);
  return size;
}

ssize_t readlinkat(int folder, const char* path, char* into, size_t room) noexcept {
  static ssize_t (*known)(int, const char*, char*, size_t);
  const ssize_t size = next(known, "readlinkat")(folder, path, into, room);
  note_asked(folder, path, size < 0 ? -1 : 0);
  return size;
}

// Starting programs. Not the functions that take a list of arguments (execl): shells, drivers and
// interpreters do not call them, and their environment is the program's own.

int execve(const char* path, char* const argv[], char* const environment[]) noexcept {
  static int (*known)(const char*, char* const*, char* const*);
  note_started(path, environment);
  return next(known, "execve")(path, argv, environment);
}

int execv(const char* path, char* const argv[]) noexcept {
  static int (*known)(const char*, char* const*);
  note_started(path, environ);
  return next(known, "execv")(path, argv);
}

int execvp(const char* path, char* const argv[]) noexcept {
  static int (*known)(const char*, char* const*);
  note_started(path, environ);
  return next(known, "execvp")(path, argv);
}

int execvpe(const char* path, char* const argv[], char* const environment[]) noexcept {
  static int (*known)(const char*, char* const*, char* const*);
  note_started(path, environment);
  return next(known, "execvpe")(path, argv, environment);
}

int posix_spawn(pid_t* child, const char* path, const posix_spawn_file_actions_t* actions,
                const posix_spawnattr_t* attributes, char* const argv[],
                char* const environment[]) {
  static Spawn* known;
  note_started(path, environment);
  return next(known, "posix_spawn")(child, path, actions, attributes, argv, environment);
}

int posix_spawnp(pid_t* child, const char* path, const posix_spawn_file_actions_t* actions,
                 const posix_spawnattr_t* attributes, char* const argv[],
                 char* const environment[]) {
  static Spawn* known;
  note_started(path, environment);
  return next(known, "posix_spawnp")(child, path, actions, attributes, argv, environment);
}

DIR* opendir(const char* path) {
  static DIR* (*known)(const char*);
  DIR* const folder = next(known, "opendir")(path);
  note(folder == nullptr ? Kind::missing : Kind::listed, AT_FDCWD, path);
  return folder;
}

}  // extern "C"
