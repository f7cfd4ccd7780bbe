//@ rule: E0133
//@ needs: statics-plugin
// A union of its own, without a name.
#include <norace/norace.hpp>

static union {  // expected-error {{[E0133]}}
  int number;
  unsigned bits;
};

void work() {
  for (int n = 0; n < 1000; ++n) {
    number = number + n;
    norace::yield_now();  // or the compiler leaves out what nobody reads
  }
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
