// The library's owners, guards, channels and handles as programs use them.
#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <norace/norace.hpp>
#include <norace/pool.hpp>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using Numbers = std::vector<int>;
using Shared = norace::Arc<norace::Mutex<int>>;

void count(Shared shared) {
  shared->with([](int& n) { n += 1; });
}

struct Session {
  Shared counters = Shared::make(0);
  std::string user = "ada";
};

void handles_in_a_vector() {
  auto m = Shared::make(0);
  std::vector<norace::JoinHandle<void>> threads;
  for (int i = 0; i < 4; ++i) threads.push_back(norace::spawn(count, m));
  for (auto& thread : threads) thread.join();
  threads.clear();
  threads.push_back(norace::spawn(count, std::move(m)));
  threads.back().join();
}

void handle_in_an_optional() {
  std::optional<norace::JoinHandle<int>> thread;
  for (int i = 0; i < 3; ++i) {
    if (thread) std::printf("%d\n", thread->join());
    thread = norace::spawn([] { return 1; });
  }
  if (thread) thread->join();
}

void handle_assigned_anew() {
  auto thread = norace::spawn([] { return 1; });
  for (int i = 0; i < 3; ++i) {
    thread.join();
    thread = norace::spawn([] { return 2; });
  }
  thread.join();
}

void senders_cloned_and_dropped() {
  auto [tx, rx] = norace::channel<int>();
  for (int i = 0; i < 3; ++i)
    norace::spawn([](norace::Sender<int> out) { out.send(1); }, tx.clone()).detach();
  tx.drop();
  int all = 0;
  while (auto n = rx.recv()) all += *n;
  std::printf("%d\n", all);
}

void sender_moved_and_receiver_used() {
  auto [tx, rx] = norace::channel<std::string>();
  auto writer = norace::spawn(
      [](norace::Sender<std::string> out) {
        for (int i = 0; i < 3; ++i) out.send(std::to_string(i));
      },
      std::move(tx));
  std::vector<std::string> kept;
  for (std::string& text : rx) kept.push_back(std::move(text));
  writer.join();
}

void received_and_kept() {
  auto [tx, rx] = norace::channel<std::unique_ptr<int>>();
  tx.send(std::make_unique<int>(1));
  tx.drop();
  std::vector<std::unique_ptr<int>> kept;
  while (auto box = rx.recv()) {
    kept.push_back(std::move(*box));
    int& inside = *kept.back();
    inside += 1;
  }
  std::printf("%d\n", *kept[0]);
}

void two_guards_at_once(const norace::Mutex<int>& one, const norace::Mutex<int>& other) {
  auto a = one.lock();
  auto b = other.lock();
  int& x = *a;
  int& y = *b;
  std::swap(x, y);
  b.unlock();
  x += 1;
}

void inner_guard_first(const norace::Mutex<norace::Mutex<int>>& both) {
  auto outer = both.lock();
  {
    auto inner = outer->lock();
    *inner = 1;
  }
  auto inner = outer->lock();
  *inner = 2;
  inner.unlock();
  outer.unlock();
}

void guard_passed_by_reference(const norace::Mutex<Numbers>& m) {
  const auto add = [](norace::MutexGuard<Numbers>& guard, int n) { guard->push_back(n); };
  auto guard = m.lock();
  add(guard, 1);
  add(guard, 2);
  std::printf("%zu\n", guard->size());
}

void guard_waits_for_a_change(const norace::Mutex<Numbers>& m, const norace::Condvar& changed) {
  auto guard = m.lock();
  while (guard->empty()) guard = changed.wait(std::move(guard));
  int& last = guard->back();
  last += 1;
  guard->pop_back();
}

void tried_and_then_waited(const Shared& shared) {
  if (auto guard = shared->try_lock()) {
    **guard += 1;
    return;
  }
  auto guard = shared->lock();
  *guard += 1;
}

void upgraded_arc_with_a_name(const norace::ArcWeak<norace::Mutex<int>>& weak) {
  if (const auto shared = weak.upgrade()) {
    auto guard = (*shared)->lock();
    *guard += 1;
  }
}

void arc_changed_while_it_is_alone() {
  auto numbers = norace::Arc<Numbers>::make(Numbers{1});
  if (Numbers* const own = numbers.get_mut()) own->push_back(2);
  numbers.make_mut().push_back(3);
  auto other = numbers;
  numbers = norace::Arc<Numbers>::make(Numbers{4});
  std::printf("%zu %zu\n", numbers->size(), other->size());
}

void part_of_a_refcell() {
  const norace::RefCell<Session> cell;
  {
    const auto user = norace::Ref<Session>::map(
        cell.borrow(), [](const Session& s) -> const std::string& { return s.user; });
    std::puts(user->c_str());
  }
  auto user = norace::RefMut<Session>::map(cell.borrow_mut(),
                                           [](Session& s) -> std::string& { return s.user; });
  user->append("!");
}

void member_arc_copied_and_struct_moved() {
  Session session;
  Shared counters = session.counters;
  auto guard = counters->lock();
  *guard = 1;
  guard.unlock();
  auto other = norace::spawn([](Session s) { count(s.counters); }, std::move(session));
  counters->with([](int& n) { n += 1; });
  other.join();
}

void mutex_opened_after_its_guard() {
  norace::Mutex<Numbers> numbers(Numbers{1});
  {
    auto guard = numbers.lock();
    guard->push_back(2);
  }
  Numbers all = std::move(numbers).into_inner();
  all.push_back(3);
}

void arc_unwrapped_after_the_join() {
  auto m = Shared::make(0);
  auto thread = norace::spawn(count, m);
  thread.join();
  if (auto alone = Shared::into_inner(std::move(m))) std::printf("%d\n", *alone->lock());
}

void once_set_and_read() {
  const norace::OnceLock<std::string> once;
  const std::string& text = once.get_or_init([] { return std::string("made"); });
  const std::string* const same = once.get();
  std::printf("%zu %d\n", text.size(), same == &text);
}

void wait_group_for_all() {
  norace::WaitGroup group;
  for (int i = 0; i < 3; ++i)
    norace::spawn([](norace::WaitGroup mine) { mine.done(); }, group).detach();
  group.wait();
}

void result_of_a_thread_kept() {
  Numbers all = norace::spawn([] { return Numbers{1, 2}; }).join();
  int& first = all.front();
  first += 1;
  const Numbers& more = norace::spawn([] { return Numbers{3}; }).join();
  std::printf("%d\n", more[0]);
}

void algorithms_on_what_is_guarded(const norace::Mutex<Numbers>& m) {
  auto guard = m.lock();
  std::sort(guard->begin(), guard->end());
  const auto at = std::lower_bound(guard->begin(), guard->end(), 3);
  if (at != guard->end()) guard->erase(at);
  std::printf("%d\n", std::accumulate(guard->begin(), guard->end(), 0));
}

void map_entry_found_or_made(const norace::Mutex<std::map<std::string, int>>& table) {
  auto guard = table.lock();
  auto at = guard->find("one");
  if (at == guard->end()) at = guard->emplace("one", 0).first;
  at->second += 1;
  for (auto& [name, n] : *guard) n += static_cast<int>(name.size());
  for (auto it = guard->begin(); it != guard->end();) {
    if (it->second > 3)
      it = guard->erase(it);
    else
      ++it;
  }
}

void erased_by_an_algorithm() {
  Numbers v{1, 2, 3};
  v.erase(std::remove(v.begin(), v.end(), 2), v.end());
  std::erase_if(v, [](int n) { return n == 1; });
  v.insert(v.end(), v.begin(), v.begin());
}

void function_that_is_called_by_a_name() {
  int n = 0;
  const std::function<void()> bump = [&n] { n += 1; };
  bump();
  n += 1;
  bump();
  std::printf("%d\n", n);
}

class Pool {
 public:
  explicit Pool(std::size_t size) : numbers_(size) {}
  void start() {
    for (std::size_t i = 0; i < numbers_.size(); ++i)
      threads_.push_back(norace::spawn(count, shared_));
  }
  void stop() {
    for (auto& each : threads_) each.join();
    threads_.clear();
  }
  int& operator[](std::size_t i) { return numbers_[i]; }
  const Numbers& all() const { return numbers_; }

 private:
  Shared shared_ = Shared::make(0);
  Numbers numbers_;
  std::vector<norace::JoinHandle<void>> threads_;
};

void pool_started_twice() {
  Pool pool(3);
  pool.start();
  pool.stop();
  pool[0] = 1;
  const Numbers& all = pool.all();
  pool.start();
  std::printf("%d\n", all[0]);
  pool.stop();
}

struct Node {
  int value = 0;
  std::unique_ptr<Node> next;
};

void list_walked_and_grown() {
  Node head;
  Node* last = &head;
  for (int i = 1; i < 4; ++i) {
    last->next = std::make_unique<Node>();
    last = last->next.get();
    last->value = i;
  }
  for (const Node* each = &head; each != nullptr; each = each->next.get())
    std::printf("%d\n", each->value);
}

void list_reversed() {
  auto list = std::make_unique<Node>();
  std::unique_ptr<Node> reversed;
  while (list) {
    auto next = std::move(list->next);
    list->next = std::move(reversed);
    reversed = std::move(list);
    list = std::move(next);
  }
  std::printf("%d\n", reversed->value);
}

void head_removed() {
  auto list = std::make_unique<Node>();
  list->next = std::make_unique<Node>();
  list = std::move(list->next);
  list->value = 1;
}

void tokens_of_a_text() {
  const std::string text = "a b c";
  std::vector<std::string_view> words;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    words.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  for (const std::string_view word : words) std::printf("%zu\n", word.size());
}

void buffers_exchanged() {
  Numbers front(3);
  Numbers back(3);
  Numbers* drawn = &front;
  Numbers* shown = &back;
  for (int i = 0; i < 3; ++i) {
    drawn->push_back(i);
    std::swap(drawn, shown);
    std::printf("%zu\n", shown->size());
  }
}

void best_so_far(const std::vector<Session>& all) {
  const Session* best = nullptr;
  for (const Session& each : all)
    if (best == nullptr || each.user.size() > best->user.size()) best = &each;
  if (best != nullptr) std::puts(best->user.c_str());
}

void pool_joins_several_times() {
  const norace::Pool pool(2);
  const auto [one, other] = pool.join([] { return 1; }, [] { return 2; });
  pool.join([] {}, [] {});
  std::printf("%d\n", one + other);
}

void receiver_assigned_to_itself() {
  auto [tx, rx] = norace::channel<int>();
  auto& same = rx;
  rx = std::move(same);
  tx.send(1);
  static_cast<void>(rx.recv());
}
