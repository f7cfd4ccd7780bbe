//@ rule: E0515
//@ needs: statics-plugin
// A struct with a pointer in it is returned.
#include <norace/norace.hpp>

struct View {
  const long* balance;
};

View current(const norace::Mutex<long>& balance) {
  auto guard = balance.lock();
  View view{nullptr};
  view.balance = &*guard;
  return view;  // expected-error {{[E0515]}}
}

int main() {
  auto balance = norace::Arc<norace::Mutex<long>>::make(0);
  const View view = current(*balance);
  auto handle = norace::spawn([](norace::Arc<norace::Mutex<long>> b) { b->with([](long& n) { n = 1; }); }, balance);
  const long seen = *view.balance;
  handle.join();
  return seen > 1 ? 1 : 0;
}
//@ safe: static const long nothing = 0; return View{&nothing};
