//@ rule: E0133
//@ needs: statics-plugin
// A singleton that is made at its first use.
#include <norace/norace.hpp>

class Registry {
 public:
  static Registry& instance() {
    static Registry registry;  // expected-error {{[E0133]}}
    return registry;
  }
  void add() { ++size_; }

 private:
  Registry() = default;
  int size_ = 0;
};

void work() {
  for (int n = 0; n < 1000; ++n) Registry::instance().add();
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
//@ safe: thread_local Registry registry;
