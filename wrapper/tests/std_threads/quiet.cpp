// What looked like a race to an earlier version of the plugins, in code that was not written for
// them.
#include <unistd.h>
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <future>
#include <iostream>
#include <iterator>
#include <list>
#include <memory>
#include <mutex>
#include <ranges>
#include <thread>
#include <utility>
#include <vector>

#include "run.hpp"

struct Worked {
  int n = 0;
  void go() { n++; }
};
void fine_back_of_a_growing_list() {
  std::list<Worked> v;
  std::vector<std::thread> ts;
  for (int i = 0; i < 3; i++) {
    v.emplace_back();
    ts.emplace_back(&Worked::go, &v.back());
  }
  for (auto& t : ts) t.join();
}

struct Part {
  int n = 0;
  ~Part() { g(); }
  void g() { n = 1; }
};
struct Whole {
  Part e;
  ~Whole() { f(); }
  void f() {
    Part x;
    h();
  }
  void h() { Part y; }
};
int deep(int k) {
  Whole a;
  Whole b;
  if (k > 3) return 1;
  Whole c;
  return 2;
}
int d1(int k) {
  Whole a;
  if (k) return deep(k);
  return 0;
}
int d2(int k) {
  Whole a;
  if (k) return d1(k);
  return 0;
}
int d3(int k) {
  Whole a;
  if (k) return d2(k);
  return 0;
}
int d4(int k) {
  Whole a;
  if (k) return d3(k);
  return 0;
}
int d5(int k) {
  Whole a;
  if (k) return d4(k);
  return 0;
}
void fine_crash_frames_move() {
  std::thread t([] { d5(1); });
  t.join();
}

void fine_for_each_joins() {
  int n = 0;
  std::vector<std::thread> v;
  v.emplace_back([&n] { n = 1; });
  std::for_each(v.begin(), v.end(), [](std::thread& t) { t.join(); });
}

void fine_halves_by_memset() {
  char buf[64];
  std::thread t([&] { std::memset(buf, 0, 32); });
  std::memset(buf + 32, 0, 32);
  t.join();
}

void fine_iterator_of_each_element() {
  std::vector<int> v(3);
  std::vector<std::thread> ts;
  for (auto it = v.begin(); it != v.end(); ++it) ts.emplace_back([it] { *it = 1; });
  for (auto& t : ts) t.join();
}

void fine_joining_deleter() {
  int n = 0;
  {
    const auto join = [](std::thread* t) {
      t->join();
      delete t;
    };
    std::unique_ptr<std::thread, decltype(join)> h(new std::thread([&n] { n = 1; }), join);
  }
  n = 2;
}

void fine_joined_by_ranges() {
  int n = 0;
  std::vector<std::thread> threads;
  threads.emplace_back([&n] { n = 1; });
  std::ranges::for_each(threads, &std::thread::join);
  n = 2;
  std::vector<std::thread> others;
  others.emplace_back([&n] { n = 3; });
  std::ranges::for_each(others.begin(), others.end(), [](auto& each) { each.join(); });
  n = 4;
}

void fine_got_by_ranges() {
  int n = 0;
  std::vector<std::future<int>> futures;
  futures.push_back(std::async(std::launch::async, [&n] { return n = 1; }));
  std::vector<int> results(1);
  std::ranges::transform(futures, results.begin(), &std::future<int>::get);
  n += results[0];
}

void fine_shared_joining_deleter() {
  int n = 0;
  std::shared_ptr<std::thread> thread(new std::thread([&n] { n = 1; }), [](std::thread* mine) {
    mine->join();
    delete mine;
  });
  thread.reset();
  n = 2;
}

void fine_locks_counted() {
  int n = 0;
  std::mutex m;
  const auto work = [&] {
    int have = 0;
    for (int i = 0; i < 9; ++i) {
      const int want = std::rand() % 2;
      while (have > want) {
        --n;
        m.unlock();
        --have;
      }
      while (have < want) {
        m.lock();
        ++n;
        ++have;
      }
    }
    if (have > 0) m.unlock();
  };
  std::thread a(work), b(work);
  a.join();
  b.join();
}

void fine_only_on_this_thread_id() {
  int n = 0;
  const auto id = std::this_thread::get_id();
  const auto work = [&] {
    if (std::this_thread::get_id() == id) n++;
  };
  std::thread t(work);
  work();
  t.join();
}

void fine_packaged_task_moved_into_thread() {
  int x = 0;
  std::packaged_task<void()> task([&] { x = 1; });
  auto done = task.get_future();
  std::thread t(std::move(task));
  done.get();
  x += 1;
  t.join();
}

void fine_pipe_hands_over() {
  int fd[2];
  if (pipe(fd) != 0) return;
  int d = 0;
  std::thread t([&] {
    d = 1;
    char c = 0;
    (void)!write(fd[1], &c, 1);
  });
  char c;
  (void)!read(fd[0], &c, 1);
  d = 2;
  t.join();
}

void fine_pointer_range() {
  int a[8] = {};
  std::thread t([&a] {
    for (int* p = a; p != a + 4; ++p) *p = 1;
  });
  for (int* p = a + 4; p != a + 8; ++p) *p = 2;
  t.join();
}

void fine_pointer_to_first_element() {
  int a[8] = {};
  int* b = a;
  std::thread t([b] { *b = 1; });
  int* c = a + 4;
  *c = 2;
  t.join();
}

struct Part2 {
  int* b;
  int* e;
};
void fine_pointer_to_first_element_in_struct() {
  int a[8] = {};
  Part2 j[2] = {{a, a + 4}, {a + 4, a + 8}};
  std::thread t([&] {
    for (int* p = j[0].b; p != j[0].e; ++p) *p = 1;
  });
  for (int* p = j[1].b; p != j[1].e; ++p) *p = 2;
  t.join();
}

void fine_pointers_swapped() {
  int a = 0, b = 0;
  int* p = &a;
  int* q = &b;
  std::thread t([p] { *p = 1; });
  std::swap(p, q);
  *p = 2;
  t.join();
}

void fine_ranges_advanced_iterator() {
  std::vector<int> v(8);
  auto b = v.begin();
  auto e = b;
  std::advance(e, 4);
  std::thread t([b, e] {
    for (auto k = b; k != e; ++k) *k = 1;
  });
  for (auto k = e; k != v.end(); ++k) *k = 2;
  t.join();
}

void fine_ranges_advanced_iterator_loop() {
  std::vector<int> v(8);
  auto b = v.begin();
  std::vector<std::thread> ts;
  for (int i = 0; i < 2; ++i) {
    auto e = b;
    std::advance(e, 4);
    ts.emplace_back([b, e] {
      for (auto k = b; k != e; ++k) *k = 1;
    });
    b = e;
  }
  for (auto& t : ts) t.join();
}

void print_twice(std::ostream& out) {
  std::thread t([&] { out << 1; });
  out << 2;
  t.join();
}
void fine_stream_by_reference() { print_twice(std::cout); }

void fine_view_transform_nonconst_begin() {
#if !defined(__clang__) || __clang_major__ >= 16  // Clang 14 cannot read libstdc++'s views
  std::vector<int> vec(3);
  auto v = vec | std::views::transform([](int x) { return x + 1; });
  int a = 0, b = 0;
  std::thread t([&] {
    for (int i : v) a += i;
  });
  for (int i : v) b += i;
  t.join();
#endif
}

RUN_ONE_OF(fine_back_of_a_growing_list, fine_crash_frames_move, fine_for_each_joins,
           fine_halves_by_memset, fine_iterator_of_each_element, fine_joining_deleter,
           fine_joined_by_ranges, fine_got_by_ranges, fine_shared_joining_deleter,
           fine_locks_counted, fine_only_on_this_thread_id, fine_packaged_task_moved_into_thread,
           fine_pipe_hands_over, fine_pointer_range, fine_pointer_to_first_element,
           fine_pointer_to_first_element_in_struct, fine_pointers_swapped,
           fine_ranges_advanced_iterator, fine_ranges_advanced_iterator_loop,
           fine_stream_by_reference, fine_view_transform_nonconst_begin)
