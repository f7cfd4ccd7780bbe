// Tasks that own what they use, and one that is let go.
#include <norace/norace.hpp>
#include <norace/pool.hpp>

#include <string>
#include <utility>

int main() {
  const norace::Pool pool(2);
  std::string text = "ab";
  auto copied = pool.spawn([](std::string s) { return s.size(); }, text);
  auto moved = pool.spawn([](std::string s) { return s.size(); }, std::move(text));
  pool.spawn([] {}).detach();
  return copied.join() == moved.join() ? 0 : 1;
}
