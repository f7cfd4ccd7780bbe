//@ rule: E0277
// A member that is aligned against false sharing has room for a pointer in front of it.
#include <norace/norace.hpp>

class Job {
 public:
  explicit Job(int* t) : target_(t) {}
  void run() const { ++*target_; }

 private:
  [[maybe_unused]] int a_ = 0;
  int* target_;
  [[maybe_unused]] alignas(64) int b_ = 0;
  NORACE_MEMBERS(a_, b_)
};

int main() {
  int n = 0;
  auto handle = norace::spawn([](const Job& job) { job.run(); }, Job(&n));  // expected-error {{[E0277]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
