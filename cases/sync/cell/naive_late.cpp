//@ rule: E0277
// A struct that is made now and completed later, by whoever comes first.
#include <norace/norace.hpp>

#include <optional>

struct Connection {
  int port = 80;
  norace::RefCell<std::optional<int>> session;
};

void complete(const Connection& c) {
  if (auto session = c.session.try_borrow_mut()) **session = c.port;
}

int main() {
  auto c = norace::Arc<Connection>::make();
  auto handle = norace::spawn([](norace::Arc<Connection> shared) { complete(*shared); }, c);  // expected-error {{[E0277]}}
  complete(*c);
  handle.join();
}
