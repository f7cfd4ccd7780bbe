//@ rule: E0597
//@ needs: statics-plugin
// A pointer out of a reader's guard, used after the block.
#include <norace/norace.hpp>

struct Config {
  int limit = 1;
};

int main() {
  auto config = norace::Arc<norace::RwLock<Config>>::make(Config{});
  const Config* kept = nullptr;
  {
    auto guard = config->read();
    kept = &*guard;  // expected-error {{[E0597]}}
  }
  auto handle = norace::spawn(
      [](norace::Arc<norace::RwLock<Config>> shared) {
        for (int i = 0; i < 1000; ++i) shared->with_write([](Config& c) { c.limit = 2; });
      },
      config);
  int limit = 0;
  for (int i = 0; i < 1000; ++i) limit += kept->limit;
  handle.join();
  return limit > 2000 ? 1 : 0;
}
//@ safe: ;
