//@ rule: E0277
// Bit-fields take less than their type, and the list forgets a pointer.
#include <norace/norace.hpp>

class Job {
 public:
  explicit Job(int* t) : target_(t) {}
  void run() { ++*target_; }

 private:
  [[maybe_unused]] unsigned a_ : 8 = 0, b_ : 8 = 0, c_ : 8 = 0, d_ : 8 = 0;
  int* target_;
  NORACE_MEMBERS(a_, b_, c_, d_)
};

int main() {
  int n = 0;
  auto handle = norace::spawn([](Job job) { job.run(); }, Job(&n));  // expected-error {{[E0277]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
