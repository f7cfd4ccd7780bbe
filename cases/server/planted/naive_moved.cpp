//@ rule: E0382
//@ needs: statics-plugin
//@ witness: memory
//@ flags: -Wno-unknown-warning-option -Wno-stringop-overflow
// The connection was handed to its loop, and is hung up on here as well.
#include <norace/norace.hpp>

#include <string>
#include <utility>

struct Connection {
  std::string name;
};

int main() {
  auto waiting = norace::Arc<norace::Mutex<Connection>>::make();
  auto loop = norace::spawn(
      [](norace::Arc<norace::Mutex<Connection>> mine) { mine->with([](Connection& c) { c.name = "a"; }); },
      std::move(waiting));
  waiting->with([](Connection& c) { c.name.clear(); });  // expected-error {{[E0382]}}
}
//@ safe: ;
