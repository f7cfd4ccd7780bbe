// The calendar, a semaphore, a barrier, a member function, a captured enum and small private numbers.
#include <norace/norace.hpp>

#include <barrier>
#include <chrono>
#include <functional>
#include <memory>
#include <semaphore>
#include <string>

enum class Mode { Fast, Slow };
struct Config {
  std::string name = "x";
  std::chrono::year_month_day since{std::chrono::year(2024), std::chrono::month(2), std::chrono::day(29)};
  std::chrono::weekday day{3U};
};
class Flags {
 public:
  int sum() const { return int(a_ + b_); }

 private:
  unsigned a_ : 3 = 1;
  unsigned b_ : 5 = 2;
};
using Slots = std::unique_ptr<std::counting_semaphore<4>>;
using Start = std::unique_ptr<std::barrier<>>;

int main() {
  auto config = norace::Arc<Config>::make();
  auto slots = norace::Arc<Slots>::make(std::make_unique<std::counting_semaphore<4>>(2));
  auto start = norace::Arc<Start>::make(std::make_unique<std::barrier<>>(1));
  Mode mode = Mode::Slow;
  long n = 5;
  auto a = norace::spawn([](norace::Arc<Config> mine) { return int(mine->since.year()); }, config);
  auto b = norace::spawn([](norace::Arc<Slots> s) { (*s)->acquire(); }, slots);
  auto c = norace::spawn([](norace::Arc<Start> s) { (*s)->arrive_and_wait(); }, start);
  auto d = norace::spawn([mode, n] { return mode == Mode::Slow ? n : 0; });
  auto e = norace::spawn(std::mem_fn(&std::string::size), std::string("abc"));
  auto f = norace::spawn([](Flags flags) { return flags.sum(); }, Flags());
  b.join();
  c.join();
  return a.join() + int(d.join()) + int(e.join()) + f.join() == 2035 ? 0 : 1;
}
