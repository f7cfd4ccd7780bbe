//@ rule: E0277
// The Rc sits in a generic, and that in a class with a destructor.
#include <norace/norace.hpp>

template <class T>
struct Port {
  norace::Rc<T> connection;
};
struct Session {
  ~Session() { connection().set(0); }
  const norace::Cell<int>& connection() const { return *port.connection; }
  Port<norace::Cell<int>> port;
};

int main() {
  Session mine{{norace::Rc<norace::Cell<int>>::make(1)}};
  auto handle = norace::spawn([](Session s) { s.connection().set(2); }, mine);  // expected-error {{[E0277]}}
  mine.connection().set(3);
  handle.join();
}
