//@ rule: E0133
//@ needs: statics-plugin
// Ten threads increment a global in a named function that gets the WaitGroup.
#include <norace/norace.hpp>

#include <iostream>
#include <vector>

int counter = 0;  // expected-error {{[E0133]}}

void increment(norace::WaitGroup group) {
  for (int n = 0; n < 1000; ++n) ++counter;
  group.done();
}

int main() {
  norace::WaitGroup group;
  std::vector<norace::JoinHandle<void>> handles;
  for (int i = 0; i < 10; ++i) handles.push_back(norace::spawn(increment, group.clone()));
  group.wait();
  std::cout << counter << '\n';
}
//@ safe: thread_local int counter = 0;
