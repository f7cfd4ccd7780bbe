//@ rule: E0597
//@ needs: statics-plugin
// A local variable of scope()'s function ends before the threads are joined.
#include <norace/norace.hpp>

#include <chrono>
#include <vector>

int main() {
  norace::scope([](norace::Scope& s) {
    std::vector<int> local(1000);
    s.spawn(
        [](std::vector<int>& v) {
          for (int turn = 0; turn < 1000; ++turn)
            for (int& x : v) ++x;
        },
        norace::borrow_mut(local));  // expected-error {{[E0597]}}
    norace::sleep(std::chrono::milliseconds(1));
  });
}
