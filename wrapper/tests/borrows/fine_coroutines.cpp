// Coroutines that hold nothing while they sleep but what another thread may go on with.
#include <coroutine>
#include <exception>
#include <mutex>
#include <norace/norace.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using Shared = norace::Arc<norace::Mutex<int>>;

struct Turn {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  int await_resume() const noexcept { return 1; }
};

struct Job {
  struct promise_type {
    Job get_return_object() {
      return Job(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int) noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  explicit Job(std::coroutine_handle<promise_type> made) : handle(made) {}
  Job(Job&& other) noexcept : handle(std::exchange(other.handle, {})) {}
  Job& operator=(Job&& other) noexcept {
    std::swap(handle, other.handle);
    return *this;
  }
  ~Job() {
    if (handle) handle.destroy();
  }
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
  void resume() { handle.resume(); }
  std::coroutine_handle<promise_type> handle;
};

struct Eager {
  struct promise_type {
    Eager get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  void wait() const {}
};

int length(const std::string& text) { return static_cast<int>(text.size()); }
void run(Job job) { job.resume(); }

Job guard_in_a_scope(Shared shared) {
  {
    auto guard = shared->lock();
    *guard += 1;
  }
  co_await Turn();
  *shared->lock() += 1;
  co_await Turn();
}

Job guard_unlocked(Shared shared) {
  auto guard = shared->lock();
  *guard += 1;
  guard.unlock();
  co_await Turn();
}

Job guard_moved_away(Shared shared) {
  auto guard = shared->lock();
  {
    auto other = std::move(guard);
    *other += 1;
  }
  co_await Turn();
}

Job guard_behind_the_last(Shared shared) {
  co_await Turn();
  auto guard = shared->lock();
  *guard += 1;
}

Job guard_made_with_what_was_awaited(Shared shared) {
  const int more = co_await Turn();
  auto guard = shared->lock();
  *guard += more;
}

Job section(Shared shared) {
  shared->with([](int& n) { n += 1; });
  co_await Turn();
}

Job guard_on_the_other_path(Shared shared, bool waits) {
  if (waits) {
    co_await Turn();
  } else {
    auto guard = shared->lock();
    *guard += 1;
  }
}

Job guard_and_a_return(Shared shared) {
  auto guard = shared->lock();
  if (*guard > 3) co_return;
  guard.unlock();
  co_await Turn();
}

Job unlocked_of_std(std::mutex& mutex, int& n) {
  std::unique_lock<std::mutex> lock(mutex);
  n += 1;
  lock.unlock();
  co_await Turn();
}

Job deferred(std::mutex& mutex) {
  std::unique_lock<std::mutex> lock(mutex, std::defer_lock);
  co_await Turn();
  lock.lock();
}

Job tried(std::mutex& mutex) {
  std::unique_lock<std::mutex> lock(mutex, std::try_to_lock);
  while (!lock.owns_lock()) {
    co_await Turn();
    if (lock.try_lock()) break;
  }
}

Job references_to_its_own(std::vector<int> v) {
  int& first = v.at(0);
  std::string text = "a";
  const std::string& same = text;
  co_await Turn();
  first += length(same);
}

Job reader(const std::string& text) {
  co_await Turn();
  length(text);
}

Job awaited_at_once() {
  co_await reader(std::string(40, 'a'));
  const std::string text(40, 'b');
  co_await reader(text);
}

void outlived_by_its_argument() {
  const std::string text(40, 'b');
  Job job = reader(text);
  job.resume();
  run(reader(text));
}

void given_anew() {
  const std::string text(40, 'b');
  Job job = reader(text);
  {
    const std::string other(40, 'c');
    job = reader(other);
    job.resume();
    job = reader(text);
  }
  job.resume();
}

Job owner(std::string text) {
  co_await Turn();
  length(text);
}

Job returned_with_what_it_owns() {
  std::string text(40, 'b');
  return owner(std::move(text));
}

void of_a_temporary_that_it_owns() {
  Job job = owner(std::string(40, 'a'));
  job.resume();
}

Eager looks_before_it_sleeps(const std::string& text) {
  length(text);
  co_await Turn();
}

void of_a_temporary_that_it_looked_at() {
  const Eager job = looks_before_it_sleeps(std::string(40, 'a'));
  job.wait();
}

void closure_without_captures(Shared shared) {
  Job job = [](Shared mine) -> Job {
    co_await Turn();
    mine->with([](int& n) { n += 1; });
  }(std::move(shared));
  job.resume();
}

void closure_that_lives(int n) {
  const auto start = [n]() -> Job {
    co_await Turn();
    length(std::string(static_cast<std::size_t>(n), 'a'));
  };
  Job job = start();
  job.resume();
}

std::vector<Job> kept(const std::string& text) {
  std::vector<Job> jobs;
  jobs.push_back(owner(text));
  jobs.push_back(reader(text));
  return jobs;
}
