// The pool is owned by the thread, and comes back.
#include <norace/norace.hpp>

#include <iostream>
#include <memory>

struct Pool {
  int hits = 0;
};

int main() {
  auto handle = norace::spawn(
      [](std::unique_ptr<Pool> p) {
        ++p->hits;
        return p;
      },
      std::make_unique<Pool>());
  auto pool = handle.join();
  std::cout << ++pool->hits << '\n';
}
