// Whole lists: in any order, of bit-fields, of nothing, of a class that is aligned.
#include <norace/norace.hpp>

#include <string>

struct Tag {};
class Job {
 public:
  int sum() const { return count_ + int(a_) + int(b_) + (done_ ? 1 : 0) + int(name_.size()); }

 private:
  std::string name_ = "job";
  bool done_ = true;
  long long limit_ = 0;
  int count_ = 2;
  unsigned a_ : 3 = 1;
  unsigned b_ : 5 = 2;
  [[maybe_unused]] Tag tag_;
  NORACE_MEMBERS(tag_, limit_, name_, b_, count_, a_, done_)
};
class Nothing {
 public:
  Nothing() {}
  Nothing(const Nothing&) {}
  ~Nothing() {}
  int sum() const { return 1; }
  NORACE_MEMBERS()
};
class alignas(64) Counter {
 public:
  void add() const { n_.fetch_add(1, norace::Ordering::Relaxed); }
  int get() const { return n_.load(norace::Ordering::Relaxed); }

 private:
  norace::Atomic<int> n_{0};
  NORACE_MEMBERS(n_)
};

int main() {
  auto counter = norace::Arc<Counter>::make();
  norace::spawn([](norace::Arc<Counter> mine) { mine->add(); }, counter).join();
  const int of_job = norace::spawn([](Job job) { return job.sum(); }, Job()).join();
  const int of_nothing = norace::spawn([](Nothing n) { return n.sum(); }, Nothing()).join();
  return of_job + of_nothing + counter->get() == 11 ? 0 : 1;
}
