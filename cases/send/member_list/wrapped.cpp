// The list says all, so the class moves: what it works on is in it.
#include <norace/norace.hpp>

#include <iostream>

class Job {
 public:
  int run() { return ++target_ + int(a_) + int(b_); }

 private:
  unsigned a_ : 8 = 0, b_ : 8 = 0;
  int target_ = 1;
  NORACE_MEMBERS(a_, b_, target_)
};

int main() {
  auto handle = norace::spawn([](Job job) { return job.run(); }, Job());
  std::cout << handle.join() << '\n';
}
