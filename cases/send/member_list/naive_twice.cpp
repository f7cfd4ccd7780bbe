//@ rule: E0277
// One member is named twice, in the place of another of its size.
#include <norace/norace.hpp>

class Job {
 public:
  explicit Job(int* t) : target_(t) {}
  void run() { ++*target_; }

 private:
  [[maybe_unused]] long a_ = 0;
  int* target_;
  NORACE_MEMBERS(a_, a_)
};

int main() {
  int n = 0;
  auto handle = norace::spawn([](Job job) { job.run(); }, Job(&n));  // expected-error {{[E0277]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
