// A volatile that moves to one thread is only slow.
#include <norace/norace.hpp>

struct Register {
  volatile int value;
};

int main() {
  auto handle = norace::spawn([](Register r) { return r.value; }, Register{0});
  return handle.join();
}
