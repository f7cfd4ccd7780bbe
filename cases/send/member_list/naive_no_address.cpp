//@ rule: E0277
// An empty member may stand where another one does.
#include <norace/norace.hpp>

struct Tag {};

class Job {
 public:
  explicit Job(int* t) : target_(t) {}
  void run() { ++*target_; }

 private:
  [[maybe_unused, no_unique_address]] Tag tag_;
  int* target_;
  NORACE_MEMBERS(tag_)
};

int main() {
  int n = 0;
  auto handle = norace::spawn([](Job job) { job.run(); }, Job(&n));  // expected-error {{[E0277]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
