// The same members without the pointer, and others that only values can make.
#include <norace/norace.hpp>

#include <string>
#include <utility>

struct Seat {
  Seat(int n) : number(n) {}
  int number;
};
struct Table {
  Seat seats[2] = {1, 2};
  int taken = 0;
};
struct Task {
  norace::SendFn<int(int)> work;
  norace::Sender<int> out;
  norace::Arc<int> limits[2];
  char name[20];
};

int main() {
  auto [tx, rx] = norace::channel<int>();
  const auto limit = norace::Arc<int>::make(2);
  Task task{norace::SendFn<int(int)>([](int n) { return n + 1; }), std::move(tx), {limit, limit}, "two"};
  auto handle = norace::spawn([](Table t) { return t.taken + t.seats[1].number; }, Table());
  norace::spawn([](Task mine) { mine.out.send(mine.work(*mine.limits[0])); }, std::move(task)).join();
  return handle.join() + *rx.recv() == 5 ? 0 : 1;
}
