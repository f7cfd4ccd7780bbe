//@ rule: E0133
//@ needs: statics-plugin
// const, with a private pointer to what is not.
#include <norace/norace.hpp>

class Counter {
 public:
  Counter() : hits_(new int(0)) {}
  void add() const { ++*hits_; }

 private:
  int* hits_;
};

const Counter counter;  // expected-error {{[E0133]}}

void work() {
  for (int n = 0; n < 1000; ++n) counter.add();
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
//@ safe: thread_local const Counter counter;
