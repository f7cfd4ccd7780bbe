// A configuration that is replaced as a whole: readers keep the one they started with.
#include <norace/norace.hpp>

#include <iostream>
#include <string>

struct Config {
  int version = 0;
  std::string greeting = "-";
};
using Current = norace::RwLock<norace::Arc<Config>>;

norace::Arc<Config> snapshot(const Current& current) {
  return current.with_read([](const norace::Arc<Config>& config) { return config.clone(); });
}

int main() {
  auto current = norace::Arc<Current>::make(norace::Arc<Config>::make(Config{}));
  auto writer = norace::spawn(
      [](norace::Arc<Current> c) {
        for (int v = 1; v <= 50; ++v)
          c->with_write([v](norace::Arc<Config>& config) {
            config = norace::Arc<Config>::make(Config{v, std::to_string(v)});
          });
      },
      current);
  auto reader = norace::spawn(
      [](norace::Arc<Current> c) {
        int torn = 0;
        for (int i = 0; i < 50; ++i) {
          const auto config = snapshot(*c);
          if (config->version != 0 && std::to_string(config->version) != config->greeting) ++torn;
        }
        return torn;
      },
      current);
  writer.join();
  const int torn = reader.join();
  const auto last = snapshot(*current);
  std::cout << torn << ' ' << last->version << ' ' << last->greeting << '\n';
}
