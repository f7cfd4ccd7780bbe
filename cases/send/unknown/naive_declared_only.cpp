//@ rule: E0277
// A class of which nothing but the name is known.
#include <norace/norace.hpp>

#include <memory>
#include <utility>

struct Hidden;
struct DeleteHidden {
  void operator()(Hidden* hidden) const;
};
using Handle = std::unique_ptr<Hidden, DeleteHidden>;
Handle make(int& n);
void bump(Hidden& hidden);

int main() {
  int n = 0;
  auto handle = norace::spawn([](Handle h) { bump(*h); }, make(n));  // expected-error {{[E0277]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}

struct Hidden {
  int& n;
};
void DeleteHidden::operator()(Hidden* hidden) const { delete hidden; }
Handle make(int& n) { return Handle(new Hidden{n}); }
void bump(Hidden& hidden) { ++hidden.n; }
//@ safe: auto handle = norace::spawn([] {});
