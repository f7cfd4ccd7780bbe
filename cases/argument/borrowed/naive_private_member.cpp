//@ rule: E0521
// A class that keeps the pointer private.
#include <norace/norace.hpp>

class Job {
 public:
  explicit Job(int* target) : target_(target) {}
  void run() { ++*target_; }

 private:
  int* target_;
};

int main() {
  int n = 0;
  auto handle = norace::spawn([](Job job) { job.run(); }, Job(&n));  // expected-error {{[E0521]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
