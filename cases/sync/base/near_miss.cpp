// The same base of a class that may be shared.
#include <norace/norace.hpp>

#include <iostream>

template <class Derived>
struct Getter {
  int get() const { return static_cast<const Derived*>(this)->compute(); }
};
class Cached : public Getter<Cached> {
 public:
  int compute() const { return hits_.fetch_add(1, norace::Ordering::Relaxed) + 1; }

 private:
  norace::Atomic<int> hits_{0};
  NORACE_MEMBERS(hits_)
};

int main() {
  Cached cached;
  const Getter<Cached>& view = cached;
  norace::scope([&](norace::Scope& s) {
    for (int i = 0; i < 2; ++i) s.spawn([](const Getter<Cached>& g) { return g.get(); }, norace::borrow(view));
  });
  std::cout << cached.get() << '\n';
}
