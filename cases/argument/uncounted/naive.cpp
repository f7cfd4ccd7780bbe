//@ rule: E0521
// An array of what has no default value comes first: what comes after it counts all the same.
#include <norace/norace.hpp>

struct Seat {
  Seat(int n) : number(n) {}
  int number;
};
struct Table {
  Seat seats[2] = {1, 2};
  int* taken = nullptr;
};

int main() {
  int n = 0;
  Table table;
  table.taken = &n;
  auto handle = norace::spawn([](Table t) { *t.taken += t.seats[0].number; }, table);  // expected-error {{[E0521]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
