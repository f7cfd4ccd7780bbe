//@ rule: E0133
//@ needs: statics-plugin
// Two threads write a global; nobody waits for them, the main thread only sleeps and prints.
#include <norace/norace.hpp>

#include <chrono>
#include <iostream>
#include <thread>

int shared = 0;  // expected-error {{[E0133]}}

void add_thousand() {
  for (int n = 0; n < 1000; ++n) ++shared;
}

int main() {
  auto first = norace::spawn(add_thousand);
  auto second = norace::spawn(add_thousand);
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  std::cout << shared << '\n';
}
//@ safe: thread_local int shared = 0;
