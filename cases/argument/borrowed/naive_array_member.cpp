//@ rule: E0521
// Pointers in an array of a struct.
#include <norace/norace.hpp>

#include <string>

struct Job {
  std::string name;
  int* targets[2];
};

int main() {
  int n = 0;
  auto handle = norace::spawn([](Job job) { ++*job.targets[0]; }, Job{"one", {&n, &n}});  // expected-error {{[E0521]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
