//@ rule: E0277
// A timer that two threads would ask: each changes when it comes next.
#include <norace/norace.hpp>
#include <norace/select.hpp>

#include <chrono>

bool is_due(const norace::Timer& timer) {
  return norace::select(norace::on(timer, [] { return true; }), norace::otherwise([] { return false; }));
}

int main() {
  const auto every = norace::tick(std::chrono::nanoseconds(1));
  norace::scope([&](norace::Scope& s) {
    s.spawn(is_due, norace::borrow(every));  // expected-error {{[E0277]}}
    is_due(every);
  });
}
//@ safe: s.spawn([] {});
