//@ rule: E0515
// The guard of a RefCell inside: it ends after the lock.
#include <norace/norace.hpp>

using Shared = norace::Mutex<norace::RefCell<int>>;

void add(const norace::Arc<Shared>& shared) {
  auto n = shared->with([](norace::RefCell<int>& cell) { return cell.borrow_mut(); });  // expected-error {{[E0515]}}
  ++*n;
}

int main() {
  auto m = norace::Arc<Shared>::make(0);
  auto handle = norace::spawn(add, m.clone());
  add(m);
  handle.join();
}
