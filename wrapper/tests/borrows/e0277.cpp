// E0277: what one thread took and has to give back itself is held where a coroutine sleeps.
#include <coroutine>
#include <exception>
#include <memory>
#include <mutex>
#include <norace/norace.hpp>
#include <norace/upgradable.hpp>
#include <shared_mutex>
#include <utility>

using Shared = norace::Arc<norace::Mutex<int>>;
using Table = norace::Arc<norace::RwLock<int>>;

struct Turn {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  int await_resume() const noexcept { return 1; }
};

// A coroutine that whoever has its handle may wake.
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

// As Job, and runs at once, up to where it sleeps for the first time.
struct Eager {
  struct promise_type {
    Eager get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_value(int) {}
    void unhandled_exception() {}
  };
};

Job guard_of_a_mutex(Shared shared) {
  auto guard = shared->lock();
  *guard += 1;
  co_await Turn();  // E0277
  *guard += 1;
}

Job guard_that_nobody_uses_later(Shared shared) {
  auto guard = shared->lock();
  *guard += 1;
  co_await Turn();  // E0277
}

Eager guard_in_what_runs_at_once(Shared shared) {
  auto guard = shared->lock();
  co_await Turn();  // E0277
  co_return *guard;
}

Job guard_over_a_yield(Shared shared) {
  auto guard = shared->lock();
  co_yield *guard;  // E0277
}

Job guard_over_another_coroutine(Shared shared) {
  auto guard = shared->lock();
  co_await guard_of_a_mutex(shared);  // E0277
}

Job guard_in_a_loop(Shared shared) {
  for (int i = 0; i < 3; ++i) {
    auto guard = shared->lock();
    *guard += i;
    co_await Turn();  // E0277
  }
}

Job guard_on_one_path(Shared shared, bool waits) {
  auto guard = shared->lock();
  *guard += 1;
  if (waits) co_await Turn();  // E0277
}

Job guard_over_an_awaited_value(Shared shared) {
  auto guard = shared->lock();
  *guard += 1;
  const int more = co_await Turn();  // E0277
  *guard += more;
}

Job guard_in_a_condition(Shared shared) {
  auto guard = shared->lock();
  while (*guard < 3) co_await Turn();  // E0277
}

Job guard_of_a_reader(Table table) {
  const auto reader = table->read();
  co_await Turn();  // E0277
}

Job guard_of_a_writer(Table table) {
  auto writer = table->write();
  co_await Turn();  // E0277
  *writer = 1;
}

Job reference_into_a_cell(norace::Rc<norace::RefCell<int>> cell) {
  const auto seen = cell->borrow();
  co_await Turn();  // E0277
}

Job reference_to_change_a_cell(norace::Rc<norace::RefCell<int>> cell) {
  auto changed = cell->borrow_mut();
  *changed = 1;
  co_await Turn();  // E0277
}

struct Held {
  norace::MutexGuard<int> guard;
  int turns = 0;
};

Job guard_in_a_struct(Shared shared) {
  Held held{shared->lock()};
  co_await Turn();  // E0277
  held.turns += 1;
}

Job guard_of_std(std::mutex& mutex) {
  const std::lock_guard<std::mutex> lock(mutex);
  co_await Turn();  // E0277
}

Job several_of_std(std::mutex& one, std::mutex& other) {
  const std::scoped_lock lock(one, other);
  co_await Turn();  // E0277
}

Job reader_of_std(std::shared_mutex& mutex) {
  const std::shared_lock<std::shared_mutex> lock(mutex);
  co_await Turn();  // E0277
}

Job locked_again(std::mutex& mutex) {
  std::unique_lock<std::mutex> lock(mutex);
  lock.unlock();
  co_await Turn();
  lock.lock();
  co_await Turn();  // E0277
}

template <class T>
Job guard_in_a_template(T shared) {
  auto guard = shared->lock();
  co_await Turn();  // E0277
}
Job instantiated(Shared shared) { return guard_in_a_template(std::move(shared)); }

Job in_a_closure(Shared shared) {
  constexpr auto run = [](Shared mine) -> Job {
    auto guard = mine->lock();
    co_await Turn();  // E0277
  };
  return run(std::move(shared));
}

class Account {
 public:
  Job pay(int sum) {
    auto guard = balance_.lock();
    co_await Turn();  // E0277
    *guard -= sum;
  }

 private:
  norace::Mutex<int> balance_{0};
};
