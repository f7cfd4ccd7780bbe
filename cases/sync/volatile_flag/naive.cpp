//@ rule: E0277
// A volatile flag, used as if it synchronised.
#include <norace/norace.hpp>

struct Flag {
  volatile bool stop;
};

int main() {
  Flag flag{false};
  norace::scope([&](norace::Scope& s) {
    s.spawn([](const Flag& f) { return f.stop ? 1 : 0; }, norace::borrow(flag));  // expected-error {{[E0277]}}
    flag.stop = true;
  });
  return flag.stop ? 0 : 1;
}
//@ safe: s.spawn([] {});
