// What functions and closures may give to their callers, and what they may keep.
#include <functional>
#include <memory>
#include <norace/norace.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using Numbers = std::vector<int>;
using Shared = norace::Arc<norace::Mutex<int>>;

struct Job {
  std::string name = "job";
  Numbers parts{1, 2};
  Numbers& get_parts() { return parts; }
  const std::string& get_name() const { return name; }
  std::string_view view() const { return name; }
  auto first() { return parts.begin(); }
};

int& element_of_a_parameter(Numbers& all) { return all.front(); }

const int& larger(const int& a, const int& b) { return a < b ? b : a; }

std::string_view part_of_a_view(std::string_view text) { return text.substr(1); }

std::span<int> half(std::span<int> all) {
  const auto part = all.first(all.size() / 2);
  return part;
}

int* found(Numbers& all, int wanted) {
  for (int& each : all)
    if (each == wanted) return &each;
  return nullptr;
}

norace::MutexGuard<int> guard_of_the_callers_lock(const norace::Mutex<int>& m) {
  auto guard = m.lock();
  *guard += 1;
  return guard;
}

norace::MutexGuard<int> guard_of_the_callers_arc(const Shared& shared) { return shared->lock(); }

int value_behind_a_guard(const Shared& shared) {
  auto guard = shared->lock();
  return *guard;
}

Numbers copy_behind_a_guard(const norace::RwLock<Numbers>& lock) {
  const auto guard = lock.read();
  const Numbers& all = *guard;
  return all;
}

std::unique_ptr<int> owner_of_its_own() {
  auto box = std::make_unique<int>(1);
  int& inside = *box;
  inside = 2;
  return box;
}

Job struct_of_its_own() {
  Job job;
  int& first = job.parts[0];
  first = 3;
  return job;
}

auto closure_with_copies(int step) {
  std::string name(40, 'a');
  return
      [step, name = std::move(name)](int to) { return to + step + static_cast<int>(name.size()); };
}

auto closure_with_the_callers(int& n) {
  return [&n] { n += 1; };
}

const int& static_of_the_function() {
  static const int n = 4;
  return n;
}

std::string_view literal(bool is) {
  const std::string_view yes = "yes";
  return is ? yes : std::string_view("no");
}

std::string_view best_of(const std::vector<std::string>& names) {
  std::string_view best;
  for (const std::string& name : names) {
    const std::string copy = name + "!";
    if (copy.size() > best.size()) best = name;
  }
  return best;
}

std::string string_of_a_view() {
  const std::string text(40, 'a');
  const std::string_view view = text;
  return std::string(view);
}

int& through_another(Numbers& all) {
  int& first = element_of_a_parameter(all);
  first += 1;
  return first;
}

std::optional<std::reference_wrapper<int>> maybe_an_element(Numbers& all) {
  if (all.empty()) return std::nullopt;
  return all.front();
}

int scope_returns_a_value() {
  int n = 0;
  return norace::scope([&](norace::Scope& s) {
    auto thread = s.spawn([](int& mine) { return ++mine; }, norace::borrow_mut(n));
    return thread.join();
  });
}

void value_stored_from_inside(const Shared& shared) {
  int copy = 0;
  shared->with([&copy](int& n) {
    int* const there = &n;
    copy = *there;
  });
  static_cast<void>(copy);
}

void pointer_emptied_before_the_closure_ends(const Shared& shared) {
  int* there = nullptr;
  shared->with([&there](int& n) {
    there = &n;
    *there += 1;
    there = nullptr;
  });
}

void pointer_to_something_outside(const Shared& shared) {
  int own = 1;
  int* there = nullptr;
  shared->with([&](int& n) {
    there = &own;
    *there = n;
  });
  *there += 1;
}

void strings_copied_from_inside(const norace::RwLock<std::vector<std::string>>& lock) {
  std::vector<std::string> kept;
  lock.with_read([&kept](const std::vector<std::string>& all) {
    for (const std::string& each : all) kept.push_back(each);
  });
  if (!kept.empty()) kept[0] += "!";
}

void pointers_that_end_inside(const norace::Mutex<Numbers>& numbers) {
  numbers.with([](Numbers& all) {
    std::vector<int*> places;
    for (int& each : all) places.push_back(&each);
    for (int* each : places) *each += 1;
  });
}

void moved_out_of_the_lock(const norace::Mutex<std::unique_ptr<int>>& guarded) {
  std::unique_ptr<int> mine;
  guarded.with([&mine](std::unique_ptr<int>& box) { mine = std::move(box); });
  if (mine) *mine = 1;
}

void exchanged_under_the_lock(const norace::Mutex<Numbers>& guarded) {
  Numbers mine;
  {
    auto guard = guarded.lock();
    mine = std::exchange(*guard, {});
  }
  mine.push_back(1);
}

void refcell_borrowed_in_turn(const norace::RefCell<Numbers>& cell) {
  {
    auto writer = cell.borrow_mut();
    writer->push_back(1);
  }
  const auto reader = cell.borrow();
  const int& first = reader->front();
  static_cast<void>(first);
}

void members_that_give_references() {
  Job job;
  job.get_parts().push_back(3);
  int& first = job.get_parts()[0];
  first = 4;
  static_cast<void>(job.get_name().size() + job.view().size());
  *job.first() = 5;
}

void pushed_and_referred_to_afterwards(const norace::Mutex<std::vector<std::unique_ptr<int>>>& m) {
  auto box = std::make_unique<int>(1);
  int& inside = *box;
  auto guard = m.lock();
  guard->push_back(std::move(box));
  inside = 2;
}

void reader_and_writer_in_turn(const norace::RwLock<Numbers>& lock) {
  std::size_t size = 0;
  if (const auto guard = lock.read(); !guard->empty()) size = guard->size();
  if (auto guard = lock.write(); guard->size() < size) guard->resize(size);
}

// As test frameworks write their assertions.
struct Place {};
struct Failure {
  Failure(int line, const char* words);
  ~Failure();
  void operator=(const Place&) const;
};
std::string words_of(int n);

void nothing_is_returned(const Shared& m, bool is_right) {
  if (!is_right) return Failure(1, words_of(1).c_str()) = Place();
  m->with([](int& n) { n = 1; });
}
