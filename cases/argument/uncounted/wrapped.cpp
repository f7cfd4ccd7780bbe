// What the table counted through a pointer comes back as the result.
#include <norace/norace.hpp>

#include <iostream>

struct Seat {
  Seat(int n) : number(n) {}
  int number;
};
struct Table {
  Seat seats[2] = {1, 2};
};

int main() {
  auto handle = norace::spawn([](Table t) { return t.seats[0].number; }, Table());
  int n = 1;
  n += handle.join();
  std::cout << n << '\n';
}
