#include <norace/norace.hpp>

int main() {
  norace::scope([](norace::Scope& s) {
    s.spawn([](int a) { return a; }, 1, 2);  // [N0006]
  });
}
