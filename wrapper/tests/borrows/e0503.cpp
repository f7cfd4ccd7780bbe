// E0503: the function that runs scope() reads what it has lent exclusively.
#include <array>
#include <cstdio>
#include <norace/norace.hpp>
#include <utility>
#include <vector>

void add(int& n) { n += 1; }
void set(bool& is) { is = true; }
int twice(int n) { return 2 * n; }

struct Point {
  int x = 1;
  int y = 2;
};
void shift(Point& point) { point.x += 1; }

void copied_into_a_local() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(n));
    const int copy = n;  // E0503
    std::printf("%d\n", copy);
  });
}

void asked_in_a_condition() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(n));
    if (n > 0) std::puts("already");  // E0503
  });
}

void waited_for_in_a_loop() {
  bool is_done = false;
  norace::scope([&](norace::Scope& s) {
    s.spawn(set, norace::borrow_mut(is_done));
    while (!is_done) norace::yield_now();  // E0503
  });
}

void chosen_by_a_switch() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(n));
    switch (n) {  // E0503
      case 0:
        std::puts("none");
        break;
      default:
        break;
    }
  });
}

int returned_from_the_scope() {
  int n = 0;
  return norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(n));
    return n;  // E0503
  });
}

void an_index() {
  int n = 0;
  const std::array<int, 3> table{1, 2, 3};
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(n));
    std::printf("%d\n", table[static_cast<std::size_t>(n)]);  // E0503
  });
}

void added_to_another() {
  int n = 0;
  int total = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(n));
    total += n;  // E0503
  });
}

void passed_by_value() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(n));
    std::printf("%d\n", twice(n));  // E0503
  });
}

void member_of_a_lent_struct() {
  Point point;
  norace::scope([&](norace::Scope& s) {
    s.spawn(shift, norace::borrow_mut(point));
    const int x = point.x;  // E0503
    std::printf("%d\n", x);
  });
}

void the_lent_member_itself() {
  Point point;
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(point.y));
    std::printf("%d\n", point.x);
    std::printf("%d\n", point.y);  // E0503
  });
}

void the_lent_element() {
  int numbers[3] = {1, 2, 3};
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(numbers[1]));
    const int first = numbers[0];
    const int second = numbers[1];  // E0503
    std::printf("%d\n", first + second);
  });
}

void joined_on_one_way_only(bool waits) {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    auto thread = s.spawn(add, norace::borrow_mut(n));
    if (waits) thread.join();
    std::printf("%d\n", n + 1);  // E0503
  });
}

void read_in_an_inner_scope() {
  int n = 0;
  norace::scope([&](norace::Scope& outer) {
    outer.spawn(add, norace::borrow_mut(n));
    norace::scope([&](norace::Scope& inner) {
      inner.spawn([] {});
      std::printf("%d\n", n * 2);  // E0503
    });
  });
}

void thread_reads_what_it_lent_on() {
  int n = 0;
  norace::scope([&](norace::Scope& outer) {
    outer.spawn(
        [](int& mine) {
          norace::scope([&](norace::Scope& inner) {
            inner.spawn(add, norace::borrow_mut(mine));
            const int now = mine;  // E0503
            std::printf("%d\n", now);
          });
        },
        norace::borrow_mut(n));
  });
}

void only_in_one_branch(bool looks) {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(n));
    if (!looks) return;
    const int now = n;  // E0503
    std::printf("%d\n", now);
  });
}

void copy_of_the_whole_struct() {
  Point point;
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(point.x));
    const Point copy = point;  // E0503
    std::printf("%d\n", copy.y);
  });
}

void by_a_parameter(int& n) {
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(n));
    const int now = n;  // E0503
    std::printf("%d\n", now);
  });
}

void in_a_conditional_expression(bool looks) {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(n));
    const int now = looks ? n : 0;  // E0503
    std::printf("%d\n", now);
  });
}

void captured_by_value() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(n));
    const auto later = [n] { return n; };  // E0503
    std::printf("%d\n", later());
  });
}

int counted(bool waits) {
  int n = 0;
  int seen = 0;
  norace::scope([&](norace::Scope& s) {
    auto thread = s.spawn(add, norace::borrow_mut(n));
    if (waits) thread.join();
    seen = n + 1;  // E0503
  });
  return seen;
}

// It has been told where it is.
int by_a_function_that_is_called(bool waits) { return counted(waits) > 2 ? 1 : 0; }
