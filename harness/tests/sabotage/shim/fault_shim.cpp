// Preloaded into `mustfail`: the N-th call of one function of the C library fails, as it does on a
// full or broken disk, or when there is no process or descriptor left. In any other program, and in
// mustfail's children before they are another program, nothing fails.
//
//   FAULT_CALL=write FAULT_AT=3 FAULT_ERRNO=28
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace {

struct Fault {
  std::string_view call;
  int at = 0;
  int problem = 0;
  pid_t process = 0;
};

Fault fault;
std::atomic<int> calls{0};

__attribute__((constructor)) void read_fault() {
  const char* const call = std::getenv("FAULT_CALL");
  const char* const at = std::getenv("FAULT_AT");
  const char* const problem = std::getenv("FAULT_ERRNO");
  char self[4096] = {};
  if (call == nullptr || at == nullptr || problem == nullptr) return;
  if (::readlink("/proc/self/exe", self, sizeof self - 1) < 0) return;
  if (!std::string_view(self).ends_with("/mustfail")) return;
  fault = {call, std::atoi(at), std::atoi(problem), ::getpid()};
}

/// As the C library notes that a stream has failed; there is no function for it.
void note_error(FILE* file) {
  constexpr int kErrorSeen = 0x20;
  file->_flags |= kErrorSeen;
}

/// What wakes an event loop has no disk to be full.
bool is_event(int file) {
  struct stat status {};
  return ::fstat(file, &status) == 0 && (status.st_mode & S_IFMT) == 0;
}

bool fails(std::string_view call) {
  if (fault.call != call || ::getpid() != fault.process) return false;
  if (++calls != fault.at) return false;
  errno = fault.problem;
  return true;
}

template <typename Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

ssize_t write(int file, const void* bytes, size_t size) {
  static auto* const real = next<ssize_t(int, const void*, size_t)>("write");
  return !is_event(file) && fails("write") ? -1 : real(file, bytes, size);
}

ssize_t read(int file, void* bytes, size_t size) {
  static auto* const real = next<ssize_t(int, void*, size_t)>("read");
  return !is_event(file) && fails("read") ? -1 : real(file, bytes, size);
}

size_t fwrite(const void* bytes, size_t size, size_t count, FILE* file) {
  static auto* const real = next<size_t(const void*, size_t, size_t, FILE*)>("fwrite");
  if (!fails("fwrite")) return real(bytes, size, count, file);
  note_error(file);
  return 0;
}

int fflush(FILE* file) {
  static auto* const real = next<int(FILE*)>("fflush");
  if (!fails("fflush")) return real(file);
  note_error(file);
  return EOF;
}

int open(const char* path, int flags, ...) {
  static auto* const real = next<int(const char*, int, ...)>("open");
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return fails("open") ? -1 : real(path, flags, mode);
}

int fsync(int file) {
  static auto* const real = next<int(int)>("fsync");
  return fails("fsync") ? -1 : real(file);
}

int fchmod(int file, mode_t mode) {
  static auto* const real = next<int(int, mode_t)>("fchmod");
  return fails("fchmod") ? -1 : real(file, mode);
}

int ftruncate(int file, off_t size) {
  static auto* const real = next<int(int, off_t)>("ftruncate");
  return fails("ftruncate") ? -1 : real(file, size);
}

int rename(const char* from, const char* to) {
  static auto* const real = next<int(const char*, const char*)>("rename");
  return fails("rename") ? -1 : real(from, to);
}

int mkdir(const char* path, mode_t mode) {
  static auto* const real = next<int(const char*, mode_t)>("mkdir");
  return fails("mkdir") ? -1 : real(path, mode);
}

char* mkdtemp(char* name) {
  static auto* const real = next<char*(char*)>("mkdtemp");
  return fails("mkdtemp") ? nullptr : real(name);
}

int mkostemp(char* name, int flags) {
  static auto* const real = next<int(char*, int)>("mkostemp");
  return fails("mkostemp") ? -1 : real(name, flags);
}

int pipe(int files[2]) {
  static auto* const real = next<int(int[2])>("pipe");
  return fails("pipe") ? -1 : real(files);
}

pid_t fork() {
  static auto* const real = next<pid_t()>("fork");
  return fails("fork") ? -1 : real();
}

ssize_t pread(int file, void* bytes, size_t size, off_t offset) {
  static auto* const real = next<ssize_t(int, void*, size_t, off_t)>("pread");
  return fails("pread") ? -1 : real(file, bytes, size, offset);
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t offset) {
  static auto* const real = next<ssize_t(int, const void*, size_t, off_t)>("pwrite");
  return fails("pwrite") ? -1 : real(file, bytes, size, offset);
}

}  // extern "C"
