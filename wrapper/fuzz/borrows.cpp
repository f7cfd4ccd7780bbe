// borrows FIRST COUNT
//
// Judges the random graphs number FIRST to FIRST + COUNT - 1, and says how many reports they gave.
// A number is the generator's seed: a graph that crashes is made again alone by `borrows NUMBER 1`.
#include <sys/time.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

#include "borrow_check.hpp"
#include "random_graph.hpp"

namespace {

volatile unsigned long current = 0;

// Sanitizers abort, a judge that loops runs out of its time.
[[noreturn]] void tell(int signal) {
  char text[80];
  const int length =
      std::snprintf(text, sizeof text, "borrows: signal %d at graph %lu\n", signal, current);
  [[maybe_unused]] const auto written = write(STDERR_FILENO, text, static_cast<unsigned>(length));
  _exit(1);
}

// A judge's time, of this process: on a busy machine it waits, and does not use it up.
void allow_seconds(long seconds) {
  const itimerval time{{0, 0}, {seconds, 0}};
  setitimer(ITIMER_PROF, &time, nullptr);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::fprintf(stderr, "usage: borrows FIRST COUNT\n");
    return 2;
  }
  const unsigned long first = std::strtoul(arguments[1], nullptr, 10);
  const unsigned long end = first + std::strtoul(arguments[2], nullptr, 10);
  for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGPROF}) std::signal(signal, tell);

  unsigned long reports = 0;
  for (current = first; current < end; current = current + 1) {
    if (current % 1024 == 0) allow_seconds(60);
    std::mt19937_64 random(current);
    reports += norace::plugin::check_borrows(norace::plugin::random_graph(random)).size();
  }
  std::printf("%lu graphs, %lu reports\n", end - first, reports);
}
