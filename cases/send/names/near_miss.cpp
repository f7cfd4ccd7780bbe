// std's own deleter, of a final class too, an error's number, and what derives from nothing shared.
#include <norace/norace.hpp>

#include <memory>
#include <system_error>
#include <utility>

struct Pool {
  int hits = 0;
};
struct Last final {
  int hits = 1;
};

int main() {
  auto a = norace::spawn([](std::unique_ptr<Pool> p) { return ++p->hits; }, std::make_unique<Pool>());
  auto b = norace::spawn([](std::unique_ptr<Last> p) { return p->hits; }, std::make_unique<Last>());
  auto c = norace::spawn([](std::unique_ptr<int[]> p) { return p[0]; }, std::make_unique<int[]>(2));
  auto d = norace::spawn([](std::errc e) { return e == std::errc::timed_out; }, std::errc::timed_out);
  return a.join() + b.join() + c.join() + (d.join() ? 1 : 0) == 3 ? 0 : 1;
}
