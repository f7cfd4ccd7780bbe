//@ rule: E0277
// The base says that no two threads may use it at once, and the list of members does not unsay it.
#include <norace/norace.hpp>

int& last_ticket() {
  static int last = 0;
  return last;
}
class Tickets : norace::NotSync {
 public:
  int next() const { return last_ticket() += step_; }

 private:
  int step_ = 1;
  NORACE_MEMBERS(step_)
};

int main() {
  auto tickets = norace::Arc<Tickets>::make();
  auto handle = norace::spawn([](norace::Arc<Tickets> mine) { mine->next(); }, tickets);  // expected-error {{[E0277]}}
  tickets->next();
  handle.join();
}
//@ safe: auto handle = norace::spawn([] {});
