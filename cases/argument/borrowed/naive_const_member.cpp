//@ rule: E0521
// A const pointer in a struct.
#include <norace/norace.hpp>

#include <string>

struct Job {
  std::string name;
  int* const target;
};

int main() {
  int n = 0;
  auto handle = norace::spawn([](Job job) { ++*job.target; }, Job{"one", &n});  // expected-error {{[E0521]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
