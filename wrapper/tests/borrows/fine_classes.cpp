// Classes that keep references, owners and threads, and are told when these change.
#include <cstdio>
#include <map>
#include <memory>
#include <norace/norace.hpp>
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
int total(Numbers all) { return all.empty() ? 0 : all[0]; }

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}
  bool is_done() const { return rest_.empty(); }
  char next() {
    const char letter = rest_.front();
    rest_.remove_prefix(1);
    return letter;
  }
  void restart(std::string_view text) { rest_ = text; }

 private:
  std::string_view rest_;
};

void reader_with_another_text() {
  std::string text = "abc";
  Reader reader(text);
  while (!reader.is_done()) std::printf("%c\n", reader.next());
  text = "another text that is longer than the first one was";
  reader.restart(text);
  while (!reader.is_done()) std::printf("%c\n", reader.next());
}

struct Holder {
  int* place = nullptr;
  void set(int& n) { place = &n; }
  void clear() { place = nullptr; }
  int get() const { return place == nullptr ? 0 : *place; }
};

void holder_of_something_else() {
  Holder holder;
  int outer = 1;
  {
    int inner = 2;
    holder.set(inner);
    std::printf("%d\n", holder.get());
  }
  holder.set(outer);
  std::printf("%d\n", holder.get());
}

void holder_cleared_in_time() {
  Holder holder;
  {
    int inner = 2;
    holder.set(inner);
    std::printf("%d\n", holder.get());
    holder.clear();
  }
  std::printf("%d\n", holder.get());
}

class Grid {
 public:
  explicit Grid(std::size_t size) : cells_(size), first_(cells_.data()) {}
  Grid(const Grid&) = delete;
  Grid& operator=(const Grid&) = delete;
  int& first() { return *first_; }
  void grow() {
    cells_.resize(cells_.size() * 2);
    first_ = cells_.data();
  }
  void step() {
    Numbers next = cells_;
    for (int& each : next) each += first();
    cells_ = std::move(next);
    first_ = cells_.data();
  }

 private:
  Numbers cells_;
  int* first_;
};

void grid_that_grows() {
  Grid grid(2);
  grid.first() = 1;
  grid.grow();
  grid.grow();
  grid.step();
  grid.first() += 1;
}

class Worker {
 public:
  void start() {
    stop();
    thread_ = norace::spawn([] {});
  }
  void stop() {
    if (thread_) thread_->join();
    thread_.reset();
  }

 private:
  std::optional<norace::JoinHandle<void>> thread_;
};

void worker_started_again() {
  Worker worker;
  worker.start();
  worker.start();
  worker.stop();
  worker.stop();
}

void joined_where_it_can_be(bool early) {
  auto thread = norace::spawn([] {});
  if (early) thread.join();
  if (thread.joinable()) thread.join();
}

class Queue {
 public:
  void push(int n) {
    auto guard = numbers_.lock();
    guard->push_back(n);
    changed_.notify_one();
  }
  int pop() {
    auto guard = numbers_.lock();
    while (guard->empty()) guard = changed_.wait(std::move(guard));
    const int n = guard->back();
    guard->pop_back();
    return n;
  }

 private:
  norace::Mutex<Numbers> numbers_;
  norace::Condvar changed_;
};

void queue_of_its_own() {
  Queue queue;
  queue.push(1);
  queue.push(queue.pop());
}

void every_element_moved() {
  std::vector<Shared> all;
  for (int i = 0; i < 3; ++i) all.push_back(Shared::make(i));
  std::vector<norace::JoinHandle<void>> threads;
  for (auto& each : all) threads.push_back(norace::spawn(count, std::move(each)));
  for (auto& each : threads) each.join();
  all.clear();
}

void every_row_moved_by_index() {
  std::vector<Numbers> rows(3, Numbers(2));
  for (std::size_t i = 0; i < rows.size(); ++i) norace::spawn(total, std::move(rows[i])).join();
  for (Numbers& row : rows) row = Numbers{1};
}

void every_box_sent() {
  auto [tx, rx] = norace::channel<std::unique_ptr<int>>();
  std::vector<std::unique_ptr<int>> boxes;
  boxes.push_back(std::make_unique<int>(1));
  for (auto& box : boxes) tx.send(std::move(box));
  boxes.clear();
  while (auto box = rx.try_recv()) std::printf("%d\n", **box);
}

Shared changed(Shared shared) {
  count(shared);
  return shared;
}

void arc_through_a_function_and_back() {
  auto m = Shared::make(0);
  m = changed(std::move(m));
  m = changed(std::move(m));
  auto guard = m->lock();
  *guard += 1;
}

norace::MutexGuard<int> raised(norace::MutexGuard<int> guard) {
  *guard += 1;
  return guard;
}

void guard_through_a_function_and_back(const Shared& shared) {
  auto guard = shared->lock();
  guard = raised(std::move(guard));
  auto same = raised(std::move(guard));
  *same = 2;
}

class Registry {
 public:
  int add(std::string name) {
    names_.push_back(std::make_unique<std::string>(std::move(name)));
    by_name_[*names_.back()] = names_.size() - 1;
    return static_cast<int>(names_.size()) - 1;
  }
  const std::string& name(int number) const { return *names_[static_cast<std::size_t>(number)]; }
  std::optional<std::size_t> find(std::string_view name) const {
    const auto found = by_name_.find(name);
    if (found == by_name_.end()) return std::nullopt;
    return found->second;
  }

 private:
  std::vector<std::unique_ptr<std::string>> names_;
  std::map<std::string_view, std::size_t> by_name_;
};

void names_that_stay() {
  Registry registry;
  const int one = registry.add("one");
  const std::string& name = registry.name(one);
  const int two = registry.add("two");
  std::printf("%s %s\n", name.c_str(), registry.name(two).c_str());
  if (const auto found = registry.find("one")) std::printf("%zu\n", *found);
}

void go_to_the_first(Numbers::iterator& at, Numbers& v) { at = v.begin(); }

void iterator_renewed_by_a_function() {
  Numbers v{1};
  Numbers::iterator at;
  go_to_the_first(at, v);
  *at = 1;
  v.push_back(2);
  go_to_the_first(at, v);
  *at = 2;
}
