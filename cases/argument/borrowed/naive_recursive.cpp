//@ rule: E0521
// Two types that own each other, one of them with a pointer to somebody else's.
#include <norace/norace.hpp>

#include <memory>
#include <vector>

struct Branch;
struct Leaf {
  std::unique_ptr<Branch> under;
};
struct Branch {
  std::vector<Leaf> leaves;
  int* hits;
};

int main() {
  int hits = 0;
  auto handle = norace::spawn([](Branch b) { ++*b.hits; }, Branch{{}, &hits});  // expected-error {{[E0521]}}
  ++hits;
  handle.join();
  return hits == 2 ? 0 : 1;
}
