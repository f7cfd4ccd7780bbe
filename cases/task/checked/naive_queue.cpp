//@ rule: E0521
// A task in a queue of std::function gets the address of a local.
#include <norace/norace.hpp>
#include <norace/task.hpp>

#include <functional>
#include <thread>

int main() {
  int counter = 0;
  std::function<void()> job = norace::task([](int* n) { ++*n; }, &counter);  // expected-error {{[E0521]}}
  std::thread worker(job);
  ++counter;
  worker.join();
  return counter == 2 ? 0 : 1;
}
//@ safe: std::function<void()> job = norace::task([](int n) { ++n; }, counter);
