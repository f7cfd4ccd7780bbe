#include <norace/norace.hpp>

int main() {
  norace::spawn([](int a, int b) { return a + b; }, 1).join();  // [N0006]
}
