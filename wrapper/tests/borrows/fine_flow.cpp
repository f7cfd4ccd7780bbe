// Branches, loops, closures and functions through which references and owners go, and stay right.
#include <array>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <norace/norace.hpp>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

using Numbers = std::vector<int>;
using Shared = norace::Arc<norace::Mutex<int>>;

void count(Shared shared) {
  shared->with([](int& n) { n += 1; });
}
int total(Numbers all) { return all.empty() ? 0 : all[0]; }

void guard_in_an_optional(const Shared& shared, bool locks) {
  std::optional<norace::MutexGuard<int>> guard;
  if (locks) guard.emplace(shared->lock());
  if (guard) **guard += 1;
  guard.reset();
  auto again = shared->lock();
  *again += 1;
}

void guard_only_where_it_is_needed(const norace::Mutex<Numbers>& numbers) {
  int last = 0;
  for (int i = 0; i < 3; ++i) {
    auto guard = numbers.lock();
    if (guard->empty()) continue;
    last = guard->back();
    guard->pop_back();
    guard.unlock();
    if (last == 2) break;
  }
  std::printf("%d\n", last);
}

void guard_released_in_a_loop_and_taken_again(const Shared& shared) {
  auto guard = shared->lock();
  for (int i = 0; i < 3; ++i) {
    *guard += i;
    guard.unlock();
    norace::yield_now();
    guard = shared->lock();
  }
  *guard = 0;
}

void pointer_chosen_in_two_branches(bool first) {
  int one = 1;
  int other = 2;
  int* const chosen = first ? &one : &other;
  *chosen += 1;
  one += 1;
  other += *chosen;
}

void reference_chosen_and_then_moved(bool first) {
  Numbers one{1};
  Numbers other{2};
  {
    Numbers& chosen = first ? one : other;
    chosen.push_back(3);
  }
  norace::spawn(total, std::move(one)).join();
  other.push_back(4);
}

void moved_or_copied(bool last) {
  auto m = Shared::make(0);
  auto thread = norace::spawn(count, last ? std::move(m) : m.clone());
  if (!last) count(m);
  thread.join();
}

void retried_until_it_is_sent() {
  auto [tx, rx] = norace::sync_channel<Numbers>(1);
  Numbers v{1};
  for (int i = 0; i < 3; ++i) {
    auto sent = tx.try_send(std::move(v));
    if (sent) break;
    v = Numbers{i};
  }
  rx.recv();
}

void thrown_before_it_moves(int n) {
  auto m = Shared::make(0);
  try {
    if (n > 3) throw std::runtime_error("too many");
    count(m);
  } catch (const std::runtime_error& error) {
    std::puts(error.what());
  }
  norace::spawn(count, std::move(m)).join();
}

void nested_loops_with_a_way_out() {
  std::vector<Numbers> rows(3, Numbers{1, 2});
  const int* found = nullptr;
  for (const Numbers& row : rows) {
    for (const int& n : row)
      if (n == 2) {
        found = &n;
        break;
      }
    if (found != nullptr) break;
  }
  if (found != nullptr) std::printf("%d\n", *found);
  rows.clear();
}

void state_machine(const norace::Receiver<int>& rx) {
  enum class State { Idle, Busy, Done };
  State state = State::Idle;
  std::optional<Numbers> work;
  while (state != State::Done) {
    switch (state) {
      case State::Idle:
        work.emplace();
        state = State::Busy;
        break;
      case State::Busy:
        if (auto n = rx.recv())
          work->push_back(*n);
        else
          state = State::Done;
        break;
      case State::Done:
        break;
    }
  }
  if (work) norace::spawn(total, std::move(*work)).join();
}

int depth_of(const std::unique_ptr<int>& box, int left) {
  if (left == 0) return *box;
  auto copy = std::make_unique<int>(*box + 1);
  const int& inside = *copy;
  return depth_of(copy, left - 1) + inside;
}

void closures_in_a_table(int way) {
  int n = 0;
  const std::array<std::function<void()>, 2> table{[&n] { n += 1; }, [&n] { n -= 1; }};
  table[static_cast<std::size_t>(way) % 2]();
  n = 0;
}

void closure_that_returns_a_reference() {
  Numbers v{1, 2};
  const auto at = [&v](std::size_t i) -> int& { return v[i]; };
  at(0) = at(1);
  v.push_back(3);
  at(2) = 4;
}

void closure_with_a_state_of_its_own() {
  auto next = [n = 0]() mutable { return ++n; };
  std::printf("%d\n", next() + next());
  auto other = std::move(next);
  std::printf("%d\n", other());
}

void called_at_once() {
  const Numbers v = [] {
    Numbers made;
    int& first = made.emplace_back(1);
    first += 1;
    return made;
  }();
  const int& first = [&v]() -> const int& { return v.front(); }();
  std::printf("%d\n", first);
}

std::tuple<int, std::string> parts() { return {1, "one"}; }

void parts_tied() {
  int n = 0;
  std::string text;
  std::tie(n, text) = parts();
  const std::string_view view = text;
  std::printf("%d %zu\n", n, view.size());
  const auto& [first, second] = parts();
  std::printf("%d %zu\n", first, second.size());
}

void visited() {
  std::variant<int, std::string> either = "text";
  std::visit([](auto& each) { each = {}; }, either);
  if (auto* const text = std::get_if<std::string>(&either)) {
    *text = "other";
    std::puts(text->c_str());
  }
  either = 2;
}

class Text {
 public:
  explicit Text(std::string text) : text_(std::move(text)), view_(text_) {}
  Text(const Text&) = delete;
  Text& operator=(const Text&) = delete;
  std::string_view view() const { return view_; }
  Text& add(char letter) {
    text_.push_back(letter);
    view_ = text_;
    return *this;
  }

 private:
  std::string text_;
  std::string_view view_;
};

void object_that_refers_to_itself() {
  Text text("a");
  text.add('b').add('c');
  std::printf("%zu\n", text.view().size());
}

struct Observer {
  explicit Observer(int& n) : seen(n) {}
  ~Observer() { seen += 1; }
  int& seen;
};

void observer_ends_before_what_it_sees() {
  int n = 0;
  {
    const Observer observer(n);
    n += 1;
  }
  const Observer last(n);
}

void span_over_a_part() {
  std::array<int, 4> numbers{1, 2, 3, 4};
  std::span<int> rest = numbers;
  while (!rest.empty()) {
    rest[0] += 1;
    rest = rest.subspan(1);
  }
  numbers[0] = 5;
}

void default_until_it_is_found(const std::map<int, std::string>& names, int wanted) {
  static const std::string none = "none";
  const std::string* name = &none;
  if (const auto at = names.find(wanted); at != names.end()) name = &at->second;
  std::puts(name->c_str());
}

void both_ends_of_a_channel_of_its_own() {
  for (int i = 0; i < 2; ++i) {
    auto [tx, rx] = norace::channel<int>();
    auto thread = norace::spawn([](norace::Sender<int> out) { out.send(1); }, std::move(tx));
    while (auto n = rx.recv()) std::printf("%d\n", *n);
    thread.join();
  }
}

void moved_member_by_member() {
  struct Job {
    Numbers one{1};
    Numbers other{2};
  };
  Job job;
  auto first = norace::spawn(total, std::move(job.one));
  auto second = norace::spawn(total, std::move(job.other));
  job = Job{};
  job.one.push_back(first.join());
  job.other.push_back(second.join());
}

void condition_that_says_who_has_it(int n) {
  std::optional<Shared> m(Shared::make(0));
  bool is_mine = true;
  if (n > 1) {
    norace::spawn(count, std::move(*m)).join();
    is_mine = false;
  }
  if (is_mine) count(*m);
}

void moved_once_by_a_flag() {
  auto m = Shared::make(0);
  bool is_sent = false;
  for (int i = 0; i < 3; ++i) {
    if (is_sent) continue;
    norace::spawn(count, std::move(m)).join();
    is_sent = true;
  }
}

void joined_once_by_a_flag(bool early) {
  auto thread = norace::spawn([] {});
  bool is_joined = false;
  if (early) {
    thread.join();
    is_joined = true;
  }
  if (!is_joined) thread.join();
}
