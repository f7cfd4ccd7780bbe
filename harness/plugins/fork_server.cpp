/// Preloaded into a program (LD_PRELOAD) whose standard input is a socket: once it has started, it
/// waits there and forks for each command that comes, instead of going on itself.
///
/// Half of what Clang needs for a small file with a precompiled header goes by before `main`: 90 MB
/// of libraries are mapped, half a million addresses in them are relocated and their constructors
/// run. All of that is the same each time. The child takes over the command's arguments,
/// environment, folder and outputs and calls `main` with them.
///
/// Says hello with the arguments that it was started with: a script would be its interpreter here.

#include <dlfcn.h>

#include "fork_protocol.hpp"

namespace {

using Main = int (*)(int, char**, char**);
using StartMain = int (*)(Main, int, char**, void (*)(), void (*)(), void (*)(), void*);

/// The real one: that of before glibc 2.34 for a program from then, whose constructors it runs.
StartMain real_start(bool is_old) {
  const char* const name = "__libc_start_main";
  void* const found = is_old ? ::dlvsym(RTLD_NEXT, name, "GLIBC_2.2.5") : ::dlsym(RTLD_NEXT, name);
  if (found == nullptr) ::_exit(127);
  return reinterpret_cast<StartMain>(found);
}

}  // namespace

extern "C" int __libc_start_main(Main main, int argc, char** argv, void (*init)(), void (*fini)(),
                                 void (*loader_fini)(), void* stack_end) {
  if (fork_protocol::is_server() && fork_protocol::say_hello(argc, argv)) {
    const fork_protocol::Parts parts = fork_protocol::serve();
    // A program has nothing open before main.
    ::syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, 0);
    argc = parts.argc;
    argv = parts.argv;
    environ = parts.environment;
    fork_protocol::begin_trace(parts);
  }
  return real_start(init != nullptr)(main, argc, argv, init, fini, loader_fini, stack_end);
}
