//@ mode: compile-pass
//@ witness: race
//@ flags: -DNORACE_UNCHECKED
// The naive program with what the standard library has: it compiles, and races. Nobody waits for
// the threads, so they are detached: a thread that is destroyed before ends the program.
// The flag is for the suite's plugins, which would reject the global: std has no plugin.
#include <chrono>
#include <iostream>
#include <thread>

int shared = 0;

void add_thousand() {
  for (int n = 0; n < 1000; ++n) ++shared;
}

int main() {
  std::thread(add_thousand).detach();
  std::thread(add_thousand).detach();
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  std::cout << shared << '\n';
}
