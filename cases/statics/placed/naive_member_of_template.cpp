//@ rule: E0133
//@ needs: statics-plugin
// The static member of a class template.
#include <norace/norace.hpp>

template <class T>
struct Counted {
  inline static int alive = 0;  // expected-error {{[E0133]}}
  Counted() { ++alive; }
  ~Counted() { --alive; }
};

void work() {
  for (int n = 0; n < 1000; ++n) {
    const Counted<int> one;
    norace::yield_now();  // or the compiler counts up and down at once, which is nothing
  }
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
//@ safe: inline static thread_local int alive = 0;
