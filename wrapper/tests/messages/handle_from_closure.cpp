#include <norace/norace.hpp>

int main() {
  norace::JoinHandle<void> handle([] {});  // [N0006]
}
