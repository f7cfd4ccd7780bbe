//@ rule: E0277
// In another order than the class has, the listed members would have more padding: enough for a pointer.
#include <norace/norace.hpp>

class Job {
 public:
  explicit Job(int* t) : target_(t) {}
  void run() { ++*target_; }

 private:
  [[maybe_unused]] char a_ = 0;
  [[maybe_unused]] char b_ = 0;
  int* target_;
  [[maybe_unused]] long c_ = 0;
  NORACE_MEMBERS(a_, c_, b_)
};

int main() {
  int n = 0;
  auto handle = norace::spawn([](Job job) { job.run(); }, Job(&n));  // expected-error {{[E0277]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
