//@ rule: E0515
//@ needs: statics-plugin
// The same with a pointer, out of a reader's guard.
#include <norace/norace.hpp>

struct Config {
  int limit = 1;
};

const Config* current(const norace::RwLock<Config>& config) {
  auto guard = config.read();
  return guard.operator->();  // clang-error {{'guard' returned}} gcc-error {{[E0515]}}
}

int main() {
  auto config = norace::Arc<norace::RwLock<Config>>::make(Config{});
  const Config* now = current(*config);
  auto handle = norace::spawn(
      [](norace::Arc<norace::RwLock<Config>> shared) {
        shared->with_write([](Config& c) { c.limit = 2; });
      },
      config);
  const int limit = now->limit;
  handle.join();
  return limit > 2 ? 1 : 0;
}
