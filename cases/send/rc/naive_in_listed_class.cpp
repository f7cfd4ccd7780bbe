//@ rule: E0277
// A private member, listed as the class must.
#include <norace/norace.hpp>

#include <utility>

using Count = norace::Rc<norace::Cell<int>>;

class Job {
 public:
  explicit Job(Count count) : count_(std::move(count)) {}
  void bump() { count_->set(2); }

 private:
  Count count_;
  NORACE_MEMBERS(count_)
};

int main() {
  auto n = norace::Rc<norace::Cell<int>>::make(0);
  Job job(n);
  auto handle = norace::spawn([](Job j) { j.bump(); }, std::move(job));  // expected-error {{[E0277]}}
  n->set(n->get() + 1);
  handle.join();
  return n->get() > 2 ? 1 : 0;
}
//@ safe: auto handle = norace::spawn([] {});
