//@ rule: E0521
// Its author vouches that it may be sent, and says that it borrows.
#include <norace/norace.hpp>

class View {
 public:
  explicit View(int& n) : n_(&n) {}
  void bump() { ++*n_; }

 private:
  int* n_;
};
template <>
inline constexpr bool norace::unsafe_send<View> = true;
template <>
inline constexpr bool norace::unsafe_owned<View> = false;

int main() {
  int n = 0;
  auto handle = norace::spawn([](View view) { view.bump(); }, View(n));  // expected-error {{[E0521]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
