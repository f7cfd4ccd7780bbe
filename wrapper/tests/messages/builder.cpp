#include <norace/norace.hpp>

int main() {
  auto h = norace::Builder().name("one").spawn([](int a) { return a; });  // [N0006]
  h.join();
}
