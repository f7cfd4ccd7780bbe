//@ rule: E0521
// Nothing converts to the first member: it takes an int and nothing that only becomes one.
#include <norace/norace.hpp>

struct Id {
  Id(int n) : number(n) {}
  template <class T>
  Id(T) = delete;
  int number;
};
struct Job {
  Id id = 1;
  int* done = nullptr;
};

int main() {
  int n = 0;
  Job job;
  job.done = &n;
  auto handle = norace::spawn([](Job mine) { *mine.done += mine.id.number; }, job);  // expected-error {{[E0521]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
