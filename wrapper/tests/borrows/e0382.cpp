// E0382: what went away, or ended, is used again.
#include <cstdio>
#include <memory>
#include <norace/norace.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using Numbers = std::vector<int>;
using Shared = norace::Arc<norace::Mutex<int>>;
using Box = std::unique_ptr<int>;

void count(Shared shared) {
  shared->with([](int& n) { n += 1; });
}
int total(Numbers all) { return all.empty() ? 0 : all[0]; }
int content(Box box) { return *box; }

struct Job {
  Numbers parts{1, 2};
  Box box = std::make_unique<int>(1);
};

void arc_after_its_thread_has_it() {
  auto m = Shared::make(0);
  auto thread = norace::spawn(count, std::move(m));
  m->with([](int& n) { n += 1; });  // E0382
  thread.join();
}

void arc_in_every_turn() {
  auto m = Shared::make(0);
  for (int i = 0; i < 2; ++i) norace::spawn(count, std::move(m)).join();  // E0382
}

void arc_in_one_branch(bool away) {
  auto m = Shared::make(0);
  if (away) norace::spawn(count, std::move(m)).join();
  count(m);  // E0382
}

void arc_in_a_case_that_falls_through(int way) {
  auto m = Shared::make(0);
  switch (way) {
    case 0:
      norace::spawn(count, std::move(m)).join();
      [[fallthrough]];
    case 1:
      norace::spawn(count, m).join();  // E0382
      break;
    default:
      break;
  }
}

void arc_by_another_name() {
  auto m = Shared::make(0);
  auto& same = m;
  norace::spawn(count, std::move(same)).join();
  m->with([](int& n) { n += 1; });  // E0382
}

void vector_read_afterwards() {
  Numbers v{1, 2};
  auto sum = norace::spawn(total, std::move(v));
  const int first = v.front();  // E0382
  std::printf("%d\n", first + sum.join());
}

void vector_walked_afterwards() {
  Numbers v{1, 2};
  auto sum = norace::spawn(total, std::move(v));
  for (int x : v) std::printf("%d\n", x);  // E0382
  sum.join();
}

void box_sent_twice() {
  auto [tx, rx] = norace::channel<Box>();
  auto box = std::make_unique<int>(1);
  tx.send(std::move(box));
  tx.send(std::move(box));  // E0382
}

void member_of_a_struct() {
  Job job;
  auto end = norace::spawn(content, std::move(job.box));
  *job.box = 2;  // E0382
  end.join();
}

void whole_struct_and_then_its_member() {
  Job job;
  auto end = norace::spawn([](Job mine) { return mine.parts[0]; }, std::move(job));
  job.parts[1] = 2;  // E0382
  end.join();
}

void sender_after_its_thread_has_it() {
  auto [tx, rx] = norace::channel<int>();
  auto worker = norace::spawn([](norace::Sender<int> out) { out.send(1); }, std::move(tx));
  tx.send(2);  // E0382
  worker.join();
}

void sender_dropped() {
  auto [tx, rx] = norace::channel<int>();
  tx.drop();
  tx.send(2);  // E0382
}

void handle_joined_twice() {
  auto thread = norace::spawn([] { return 1; });
  const int first = thread.join();
  const int second = thread.join();  // E0382
  std::printf("%d\n", first + second);
}

void handle_joined_in_a_loop() {
  auto thread = norace::spawn([] { return 1; });
  int left = 3;
  while (left-- > 0) thread.join();  // E0382
}

void handle_joined_on_one_way(bool early) {
  auto thread = norace::spawn([] {});
  if (early) thread.join();
  std::puts("between");
  thread.join();  // E0382
}

void guard_unlocked_and_used(const Shared& shared) {
  auto guard = shared->lock();
  *guard = 1;
  guard.unlock();
  *guard = 2;  // E0382
}

void guard_unlocked_in_a_loop(const Shared& shared) {
  auto guard = shared->lock();
  for (int i = 0; i < 3; ++i) {
    *guard += i;  // E0382
    if (i % 2 == 1) guard.unlock();
  }
}

void guard_moved_on(const Shared& shared) {
  auto guard = shared->lock();
  auto mine = std::move(guard);
  *mine = 1;
  *guard += 1;  // E0382
}

void taken_by_a_closure() {
  auto m = Shared::make(0);
  const auto later = [mine = std::move(m)] { mine->with([](int& n) { n += 1; }); };
  m->with([](int& n) { n += 1; });  // E0382
  later();
}

void take(Shared shared) { norace::spawn(count, std::move(shared)).join(); }

void given_to_a_function() {
  auto m = Shared::make(0);
  take(std::move(m));
  take(m);  // E0382
}

void skipped_by_a_continue() {
  auto m = Shared::make(0);
  for (int i = 0; i < 3; ++i) {
    if (i == 1) continue;
    take(std::move(m));  // E0382
  }
}

void in_one_half_of_an_expression(bool away) {
  auto v = Numbers{1, 2};
  const int first = away ? norace::spawn(total, std::move(v)).join() : 0;
  std::printf("%d\n", first + v[1]);  // E0382
}

void refreshed_on_one_way_only(bool anew) {
  auto m = Shared::make(0);
  take(std::move(m));
  if (anew) m = Shared::make(1);
  take(m);  // E0382
}

void content_of_an_optional() {
  std::optional<Numbers> maybe(Numbers{1, 2});
  norace::spawn(total, std::move(*maybe)).join();
  std::printf("%d\n", maybe->front());  // E0382
}

void element_of_an_array() {
  Box boxes[2] = {std::make_unique<int>(1), std::make_unique<int>(2)};
  norace::spawn(content, std::move(boxes[0])).join();
  std::printf("%d\n", *boxes[0]);  // E0382
}

void parameter_twice(Shared shared) {
  auto first = norace::spawn(count, std::move(shared));
  auto second = norace::spawn(count, std::move(shared));  // E0382
  first.join();
  second.join();
}

void wait_group_done_twice() {
  norace::WaitGroup group;
  group.done();
  group.wait();  // E0382
}

void receiver_given_away() {
  auto ends = norace::channel<int>();
  norace::Receiver<int> rx = std::move(ends.receiver);
  auto reader =
      norace::spawn([](norace::Receiver<int> in) { return in.recv().value_or(0); }, std::move(rx));
  ends.sender.send(1);
  reader.join();
  rx.recv();  // E0382
}

void part_of_a_channel_given_away() {
  auto ends = norace::channel<int>();
  auto writer = norace::spawn([](norace::Sender<int> out) { out.send(1); }, std::move(ends.sender));
  ends.sender.send(2);  // E0382
  writer.join();
}

void sender_in_every_turn() {
  auto ends = norace::channel<int>();
  norace::Sender<int> tx = ends.sender;
  for (int i = 0; i < 2; ++i) {
    auto write = [](norace::Sender<int> out) { out.send(1); };
    norace::spawn(write, std::move(tx)).join();  // E0382
  }
}

void scoped_handle_joined_twice() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    auto thread = s.spawn([](int& mine) { mine += 1; }, norace::borrow_mut(n));
    thread.join();
    thread.join();  // E0382
  });
}

void detached_and_joined(bool waits) {
  auto thread = norace::spawn([] {});
  thread.detach();
  if (waits) thread.join();  // E0382
}

void unwrapped_and_used() {
  auto m = norace::Arc<Numbers>::make(Numbers{1});
  auto all = norace::Arc<Numbers>::into_inner(std::move(m));
  std::printf("%zu %zu\n", m->size(), all->size());  // E0382
}

void opened_and_locked() {
  norace::Mutex<Numbers> numbers(Numbers{1});
  Numbers all = std::move(numbers).into_inner();
  numbers.with([&all](Numbers& empty) { empty = all; });  // E0382
}

void mutex_moved_and_locked() {
  norace::Mutex<int> m(1);
  auto thread = norace::spawn([](norace::Mutex<int> mine) { *mine.lock() += 1; }, std::move(m));
  *m.lock() += 1;  // E0382
  thread.join();
}

void moved_on_a_way_out_of_an_inner_loop() {
  auto m = Shared::make(0);
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) {
      if (i + j < 2) continue;
      take(std::move(m));  // E0382
      break;
    }
  }
}

void moved_in_a_try() {
  auto m = Shared::make(0);
  try {
    take(std::move(m));
    std::puts("taken");
  } catch (...) {
    return;
  }
  take(m);  // E0382
}

void guard_in_an_optional(const Shared& shared) {
  auto tried = shared->try_lock();
  if (!tried) return;
  auto guard = std::move(*tried);
  *guard = 1;
  **tried = 2;  // E0382
}

void finish(norace::MutexGuard<int>& guard) { guard.unlock(); }

void unlocked_by_a_function(const Shared& shared) {
  auto guard = shared->lock();
  finish(guard);
  *guard = 1;  // E0382
}

void one_of_the_handles_twice() {
  std::vector<norace::JoinHandle<int>> threads;
  threads.push_back(norace::spawn([] { return 1; }));
  auto& first = threads[0];
  first.join();
  threads[0].join();  // E0382
}

void missed_vector_captured_by_move() {
  Numbers v{1, 2};
  auto worker = norace::spawn([mine = std::move(v)] { return mine[0]; });
  v[0] = 1;  // E0382
  worker.join();
}

struct Session {
  Shared counters = Shared::make(0);
  std::string user = "ada";
};

void arc_of_a_struct_twice() {
  Session session;
  take(std::move(session.counters));
  take(session.counters);  // E0382
}

class Owner {
 public:
  void start() { norace::spawn(count, std::move(shared_)).join(); }
  void start_twice() {
    norace::spawn(count, std::move(shared_)).join();
    shared_->with([](int& n) { n = 1; });  // E0382
  }

 private:
  Shared shared_ = Shared::make(0);
};

void method_called_twice() {
  Owner owner;
  owner.start();
  owner.start();  // E0382
}

void moved_in_the_condition() {
  auto v = Numbers{1, 2};
  if (norace::spawn(total, std::move(v)).join() > 0) v[0] = 3;  // E0382
}

void missed_exchanged_for_a_moved_one() {
  auto m = Shared::make(0);
  auto other = Shared::make(1);
  take(std::move(m));
  std::swap(m, other);
  take(m);
  take(other);  // E0382
}

void pushed_into_a_vector() {
  std::vector<Shared> all;
  auto m = Shared::make(0);
  all.push_back(std::move(m));
  take(m);  // E0382
}

void handle_kept_and_joined() {
  std::vector<norace::JoinHandle<void>> all;
  auto h = norace::spawn([] {});
  all.emplace_back(std::move(h));
  h.join();  // E0382
}

void put_into_a_pair() {
  auto m = Shared::make(0);
  const std::pair<Shared, int> counted(std::move(m), 1);
  take(m);  // E0382
}

void missed_by_one_side_of_a_condition(bool first) {
  auto m = Shared::make(0);
  auto n = Shared::make(0);
  take(first ? std::move(m) : std::move(n));
  take(m);  // E0382
}

// The rest of it may be wanted.
void missed_part_and_then_the_whole() {
  Session session;
  take(std::move(session.counters));
  norace::spawn([](Session all) { take(all.counters); }, std::move(session)).join();  // E0382
}

using Boxes = norace::Sender<Box>;
void send_on(Boxes& boxes, Box box) { boxes.send(std::move(box)); }
void send_on_if(Boxes& boxes, Box box, bool is_wanted) {
  if (is_wanted) boxes.send(std::move(box));
}
void send_further(Boxes& boxes, Box box) { send_on(boxes, std::move(box)); }
int run_with(Box box) { return norace::spawn(content, std::move(box)).join(); }

void box_that_a_function_sends(Boxes& boxes) {
  auto box = std::make_unique<int>(1);
  send_on(boxes, std::move(box));
  *box = 2;  // E0382
}

void box_that_a_function_may_send(Boxes& boxes, bool is_wanted) {
  auto box = std::make_unique<int>(1);
  send_on_if(boxes, std::move(box), is_wanted);
  *box = 2;  // E0382
}

void box_that_a_function_has_sent(Boxes& boxes) {
  auto box = std::make_unique<int>(1);
  send_further(boxes, std::move(box));
  *box = 2;  // E0382
}

int box_that_a_function_runs_a_thread_with() {
  auto box = std::make_unique<int>(1);
  const int n = run_with(std::move(box));
  return n + *box;  // E0382
}

void box_that_a_function_sends_in_every_turn(Boxes& boxes) {
  auto box = std::make_unique<int>(1);
  for (int i = 0; i < 2; ++i) send_on(boxes, std::move(box));  // E0382
}

void check(int n) {
  if (n > 0) throw n;
}

void in_a_handler(int n) {
  auto box = std::make_unique<int>(1);
  auto thread = norace::spawn(content, std::move(box));
  try {
    check(n);
  } catch (int) {
    *box = 2;  // E0382
  }
  thread.join();
}

void in_a_handler_of_a_call_of_std(const std::string& text) {
  auto m = Shared::make(0);
  norace::spawn(count, std::move(m)).join();
  try {
    std::printf("%d\n", std::stoi(text));
  } catch (const std::invalid_argument&) {
    count(m);  // E0382
  }
}
