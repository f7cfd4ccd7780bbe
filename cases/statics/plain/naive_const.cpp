//@ rule: E0133
//@ needs: statics-plugin
// const, with a vector of pointers to what is not.
#include <thread>
#include <vector>

const std::vector<int*> cells{new int(0)};  // expected-error {{[E0133]}}

void count() {
  for (int n = 0; n < 1000; ++n) ++*cells[0];
}

int main() {
  std::thread first(count);
  std::thread second(count);
  first.join();
  second.join();
}
//@ safe: thread_local const std::vector<int*> cells{new int(0)};
