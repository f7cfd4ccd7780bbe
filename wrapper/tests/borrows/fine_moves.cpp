// What moves, and is not used again before it has a new value.
#include <cstdio>
#include <map>
#include <memory>
#include <norace/norace.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

using Numbers = std::vector<int>;
using Shared = norace::Arc<norace::Mutex<int>>;
using Box = std::unique_ptr<int>;

void count(Shared shared) {
  shared->with([](int& n) { n += 1; });
}
int total(Numbers all) { return all.empty() ? 0 : all[0]; }
std::size_t letters(std::string text) { return text.size(); }

struct Job {
  std::string name = "job";
  Numbers parts{1, 2};
  std::optional<Box> box;
};

void moved_in_a_branch_that_returns(bool away) {
  auto m = Shared::make(0);
  if (away) {
    norace::spawn(count, std::move(m)).join();
    return;
  }
  count(m);
}

void moved_in_both_branches(bool one) {
  auto m = Shared::make(0);
  if (one)
    norace::spawn(count, std::move(m)).join();
  else
    count(std::move(m));
}

void moved_in_a_turn_that_breaks() {
  auto m = Shared::make(0);
  for (int i = 0; i < 5; ++i) {
    m->with([&](int& n) { n += i; });
    if (i == 3) {
      norace::spawn(count, std::move(m)).join();
      break;
    }
  }
}

void condition_asked_twice(bool away) {
  auto m = Shared::make(0);
  if (away) norace::spawn(count, std::move(m)).join();
  std::puts("between");
  if (!away) count(m);
}

void condition_with_a_name(int n) {
  auto m = Shared::make(0);
  const bool away = n > 3;
  if (away) norace::spawn(count, std::move(m)).join();
  if (away) return;
  count(m);
}

void copy_in_every_turn() {
  auto m = Shared::make(0);
  for (int i = 0; i < 3; ++i) norace::spawn(count, m).join();
  for (int i = 0; i < 3; ++i) norace::spawn(count, m.clone()).join();
  norace::spawn(count, std::move(m)).join();
}

void new_value_in_every_turn() {
  Numbers v{1};
  for (int i = 0; i < 3; ++i) {
    norace::spawn(total, std::move(v)).join();
    v = Numbers{i};
  }
  std::printf("%d\n", v[0]);
}

void declared_in_the_loop() {
  for (int i = 0; i < 3; ++i) {
    auto box = std::make_unique<int>(i);
    norace::spawn([](Box mine) { return *mine; }, std::move(box)).join();
  }
}

void new_value_in_both_branches(bool one) {
  Numbers v{1};
  norace::spawn(total, std::move(v)).join();
  if (one)
    v = Numbers{2};
  else
    v.assign(3, 4);
  std::printf("%d\n", v[0]);
}

void cleared_and_filled_again() {
  Numbers v{1};
  norace::spawn(total, std::move(v)).join();
  v.clear();
  v.push_back(2);
  std::printf("%d\n", v[0]);
}

void one_member_moved_and_another_used() {
  Job job;
  auto sum = norace::spawn(total, std::move(job.parts));
  std::printf("%s\n", job.name.c_str());
  sum.join();
}

void member_given_anew() {
  Job job;
  norace::spawn(total, std::move(job.parts)).join();
  job.parts = Numbers{5};
  std::printf("%d\n", job.parts[0]);
}

void exchanged() {
  auto box = std::make_unique<int>(1);
  auto thread =
      norace::spawn([](Box mine) { return *mine; }, std::exchange(box, std::make_unique<int>(2)));
  *box += thread.join();
}

void swapped_with_a_full_one() {
  Numbers v{1};
  Numbers other{2};
  norace::spawn(total, std::move(v)).join();
  std::swap(v, other);
  std::printf("%d\n", v[0]);
}

void handle_joined_in_one_of_two_ways(bool early) {
  auto thread = norace::spawn([] { return 1; });
  int n = 0;
  if (early) {
    n = thread.join();
  } else {
    std::puts("late");
    n = thread.join();
  }
  std::printf("%d\n", n);
}

void handle_joined_in_a_loop_that_breaks() {
  auto thread = norace::spawn([] { return 1; });
  while (true) {
    if (thread.is_finished()) break;
    norace::yield_now();
  }
  thread.join();
}

void guards_in_blocks(const Shared& shared) {
  {
    auto guard = shared->lock();
    *guard += 1;
  }
  {
    auto guard = shared->lock();
    *guard += 1;
    guard.unlock();
  }
  auto guard = shared->lock();
  *guard += 1;
}

void guard_unlocked_and_taken_again(const Shared& shared) {
  auto guard = shared->lock();
  *guard = 1;
  guard.unlock();
  guard = shared->lock();
  *guard = 2;
}

void guard_unlocked_on_one_way_that_returns(const Shared& shared, bool early) {
  auto guard = shared->lock();
  if (early) {
    guard.unlock();
    return;
  }
  *guard = 2;
}

void received_and_sent_on() {
  auto [in, out] = norace::channel<Box>();
  auto [back, result] = norace::channel<Box>();
  in.send(std::make_unique<int>(1));
  in.drop();
  while (auto box = out.recv()) {
    **box += 1;
    back.send(std::move(*box));
  }
  back.drop();
  if (auto box = result.recv()) std::printf("%d\n", **box);
}

void optional_moved_out_and_reset() {
  std::optional<Numbers> maybe(Numbers{1});
  norace::spawn(total, std::move(*maybe)).join();
  maybe.reset();
  if (!maybe.has_value()) maybe.emplace(Numbers{2});
  std::printf("%d\n", maybe->front());
}

void variant_given_another_type() {
  std::variant<std::string, int> either("text");
  norace::spawn(letters, std::move(std::get<std::string>(either))).join();
  either = 3;
  std::printf("%d\n", std::get<int>(either));
}

void closure_called_before_the_move() {
  auto m = Shared::make(0);
  const auto peek = [&m] { return m->with([](int& n) { return n; }); };
  std::printf("%d\n", peek());
  norace::spawn(count, std::move(m)).join();
}

void closure_has_a_copy() {
  auto m = Shared::make(0);
  const auto peek = [m] { return m->with([](int& n) { return n; }); };
  norace::spawn(count, std::move(m)).join();
  std::printf("%d\n", peek());
}

void reference_used_before_the_move() {
  std::string text(40, 'a');
  const std::string_view view = text;
  std::printf("%zu\n", view.size());
  norace::spawn(letters, std::move(text)).join();
}

void reference_renewed_after_the_move() {
  Numbers v{1};
  const int* first = v.data();
  std::printf("%d\n", *first);
  norace::spawn(total, std::move(v)).join();
  v = Numbers{2};
  first = v.data();
  std::printf("%d\n", *first);
}

void caught_after_a_move(bool fails) {
  auto m = Shared::make(0);
  try {
    if (fails) throw 1;
    norace::spawn(count, std::move(m)).join();
  } catch (int) {
    count(m);
  }
}

void moved_in_a_case(int way) {
  auto m = Shared::make(0);
  switch (way) {
    case 0:
      norace::spawn(count, std::move(m)).join();
      break;
    case 1:
      count(m);
      break;
    default:
      m->with([](int& n) { n = 0; });
  }
}

void arc_behind_another_arc_moved() {
  auto m = Shared::make(0);
  auto keeps = m;
  norace::spawn(count, std::move(m)).join();
  keeps->with([](int& n) { n += 1; });
}

struct Request {
  int number = 0;
  norace::Sender<int> reply;
};

void part_of_each_that_is_received(const norace::Receiver<Request>& requests) {
  for (Request& each : requests)
    norace::spawn([](const norace::Sender<int>&) {}, std::move(each.reply)).join();
}

void handles_are_kept_one_by_one(int most) {
  std::vector<norace::JoinHandle<void>> all;
  std::vector<norace::JoinHandle<void>> later;
  std::vector<std::pair<int, norace::JoinHandle<void>>> numbered;
  for (int i = 0; i < most; ++i) {
    auto one = norace::spawn([] {});
    if (i % 2 == 0)
      all.push_back(std::move(one));
    else
      numbered.emplace_back(i, std::move(one));
  }
  for (auto& each : all) later.push_back(std::move(each));
  for (auto& [number, each] : numbered) later.push_back(std::move(each));
  for (std::size_t i = 0; i < all.size(); ++i) later.push_back(std::move(all[i]));
  for (auto& each : later) each.join();
}

void kept_and_made_anew(const Shared& m) {
  std::vector<Shared> all;
  auto next = m.clone();
  for (int i = 0; i < 3; ++i) {
    all.push_back(std::move(next));
    next = all.back().clone();
  }
  count(next);
  std::optional<Shared> kept(std::move(next));
  count(*kept);
  count(std::move(*kept));
}

using Boxes = norace::Sender<std::unique_ptr<int>>;
void send_on(Boxes& boxes, std::unique_ptr<int> box) { boxes.send(std::move(box)); }
int look_at(std::unique_ptr<int> box) { return *box; }
void refill(std::unique_ptr<int>& box) { box = std::make_unique<int>(2); }
void check(int n) {
  if (n > 0) throw n;
}

void sent_by_a_function_and_made_anew(Boxes& boxes) {
  auto box = std::make_unique<int>(1);
  send_on(boxes, std::move(box));
  box = std::make_unique<int>(2);
  *box = 3;
}

void sent_by_a_function_or_kept(Boxes& boxes, bool is_wanted) {
  auto box = std::make_unique<int>(1);
  if (is_wanted)
    send_on(boxes, std::move(box));
  else
    *box = 3;
}

void one_or_the_other_is_sent(Boxes& boxes, bool is_wanted) {
  auto box = std::make_unique<int>(1);
  send_on(boxes, is_wanted ? std::move(box) : std::make_unique<int>(4));
  if (!is_wanted) *box = 3;
}

void another_one_is_sent_by_a_function(Boxes& boxes) {
  auto one = std::make_unique<int>(1);
  auto two = std::make_unique<int>(2);
  send_on(boxes, std::move(one));
  *two = 3;
  send_on(boxes, std::move(two));
}

int only_looked_at_by_a_function() {
  auto box = std::make_unique<int>(1);
  const int n = look_at(std::move(box));
  return box ? 1 : n;
}

void made_anew_before_the_handler(Boxes& boxes, int n) {
  auto box = std::make_unique<int>(1);
  boxes.send(std::move(box));
  try {
    box = std::make_unique<int>(2);
    check(n);
  } catch (int) {
    *box = 3;
  }
}

void filled_again_before_the_handler(Boxes& boxes, int n) {
  auto box = std::make_unique<int>(1);
  boxes.send(std::move(box));
  try {
    refill(box);
    check(n);
  } catch (int) {
    *box = 3;
  }
}

void filled_again_in_a_block_inside(Boxes& boxes, int n) {
  auto box = std::make_unique<int>(1);
  boxes.send(std::move(box));
  try {
    try {
      box.reset(new int(2));
      check(n);
    } catch (long) {
    }
    check(n + 1);
  } catch (int) {
    *box = 3;
  }
}

void sent_before_the_handler_asks(Boxes& boxes, int n) {
  auto box = std::make_unique<int>(1);
  try {
    check(n);
    boxes.send(std::move(box));
  } catch (int) {
    *box = 3;
  }
}
