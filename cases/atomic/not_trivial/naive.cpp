//@ rule: N0004
// An Atomic of a string: no instruction reads or writes one at once.
#include <norace/norace.hpp>

#include <string>

int main() {
  const norace::Atomic<std::string> name(std::string("a"));  // expected-error {{[N0004]}}
  norace::scope([&](norace::Scope& s) {
    s.spawn([](const norace::Atomic<std::string>& n) { n.store("b", norace::Ordering::Release); },
            norace::borrow(name));
    name.store("c", norace::Ordering::Release);
  });
  return name.load(norace::Ordering::Acquire).size() == 1 ? 0 : 1;
}
