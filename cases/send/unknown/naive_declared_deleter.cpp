//@ rule: E0277
// A class that is only declared, behind a deleter that somebody vouched for: it holds a pointer.
#include <norace/norace.hpp>

#include <memory>

class Job;
struct DeleteJob {
  void operator()(Job* job) const;
};
template <>
inline constexpr bool norace::unsafe_send<DeleteJob> = true;
using JobPtr = std::unique_ptr<Job, DeleteJob>;
JobPtr make_job(int& n);
void work(Job& job);

int main() {
  int n = 0;
  auto handle = norace::spawn([](JobPtr job) { work(*job); }, make_job(n));  // expected-error {{[E0277]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}

class Job {
 public:
  explicit Job(int& n) : n_(&n) {}
  void work() { ++*n_; }

 private:
  int* n_;
};
void DeleteJob::operator()(Job* job) const { delete job; }
JobPtr make_job(int& n) { return JobPtr(new Job(n)); }
void work(Job& job) { job.work(); }
