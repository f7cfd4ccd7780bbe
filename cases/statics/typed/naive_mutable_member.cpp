//@ rule: E0133
//@ needs: statics-plugin
// const, with a cache that const methods fill.
#include <norace/norace.hpp>

class Table {
 public:
  Table() {}
  int size() const { return ++asked_; }

 private:
  mutable int asked_ = 0;
};

const Table table;  // expected-error {{[E0133]}}

void work() {
  for (int n = 0; n < 1000; ++n) table.size();
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
//@ safe: thread_local const Table table;
