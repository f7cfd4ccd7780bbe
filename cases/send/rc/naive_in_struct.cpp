//@ rule: E0277
// A member of a struct.
#include <norace/norace.hpp>

#include <string>

using Count = norace::Rc<norace::Cell<int>>;

struct Job {
  std::string name;
  Count count;
};

int main() {
  auto n = norace::Rc<norace::Cell<int>>::make(0);
  auto handle = norace::spawn([](Job j) { j.count->set(2); }, Job{"x", n});  // expected-error {{[E0277]}}
  n->set(n->get() + 1);
  handle.join();
  return n->get() > 2 ? 1 : 0;
}
//@ safe: auto handle = norace::spawn([] {});
