// One operation, many times, for an instruction count: operations NAME REPEATS.
//
// Each name comes in twos, ours and what it wraps; the script beside this file runs both under
// callgrind with two numbers of repeats, and the difference is the operation's own cost.
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "norace/norace.hpp"

// The queue that one writes by hand from the same parts: a class template, as a library has it.
namespace by_hand {
template <class T>
struct Queue {
  std::mutex mutex;
  std::condition_variable not_empty;
  std::deque<T> items;
  bool open = true;

  bool push(T value) {
    {
      const std::lock_guard lock(mutex);
      if (!open) return false;
      items.push_back(std::move(value));
    }
    not_empty.notify_one();
    return true;
  }
  std::optional<T> pop() {
    std::unique_lock lock(mutex);
    not_empty.wait(lock, [this] { return !items.empty() || !open; });
    if (items.empty()) return std::nullopt;
    std::optional<T> value(std::move(items.front()));
    items.pop_front();
    return value;
  }
};
}  // namespace by_hand

namespace {

// Keeps a value out of the optimiser's sight.
template <class T>
void keep(T&& value) {
  asm volatile("" : : "g"(&value) : "memory");
}

void norace_mutex(int repeats) {
  const norace::Mutex<int> m(0);
  for (int i = 0; i < repeats; ++i) {
    auto guard = m.lock();
    *guard += 1;
    keep(*guard);
  }
}
void std_mutex(int repeats) {
  std::mutex m;
  int n = 0;
  for (int i = 0; i < repeats; ++i) {
    const std::lock_guard guard(m);
    n += 1;
    keep(n);
  }
}

// What Mutex does for poisoning, by itself: the record read at both ends, and the flag.
void norace_poison(int repeats) {
  const norace::detail::PoisonFlag flag;
  for (int i = 0; i < repeats; ++i) {
    keep(flag.get());
    const norace::detail::Unwinding entered;
    keep(entered);
    if (entered.began_since()) flag.set(true);
  }
}
void std_poison(int repeats) {
  for (int i = 0; i < repeats; ++i) keep(i);
}

void norace_atomic(int repeats) {
  const norace::Atomic<int> n(0);
  for (int i = 0; i < repeats; ++i) keep(n.fetch_add(1, norace::Ordering::Relaxed));
}
void std_atomic(int repeats) {
  std::atomic<int> n{0};
  for (int i = 0; i < repeats; ++i) keep(n.fetch_add(1, std::memory_order_relaxed));
}

void norace_arc(int repeats) {
  const auto owner = norace::Arc<int>::make(1);
  for (int i = 0; i < repeats; ++i) {
    const auto copy = owner.clone();
    keep(copy);
  }
}
void std_arc(int repeats) {
  const auto owner = std::make_shared<int>(1);
  for (int i = 0; i < repeats; ++i) {
    const auto copy = owner;
    keep(copy);
  }
}

void norace_channel(int repeats) {
  auto ends = norace::channel<int>();
  for (int i = 0; i < repeats; ++i) {
    ends.sender.send(i);
    keep(ends.receiver.recv());
  }
}
void std_channel(int repeats) {
  const auto queue = std::make_shared<by_hand::Queue<int>>();
  for (int i = 0; i < repeats; ++i) {
    queue->push(i);
    keep(queue->pop());
  }
}

void norace_spawn(int repeats) {
  for (int i = 0; i < repeats; ++i) norace::spawn([](int n) { keep(n); }, i).join();
}
void std_spawn(int repeats) {
  for (int i = 0; i < repeats; ++i) std::thread([](int n) { keep(n); }, i).join();
}

struct Operation {
  const char* name;
  void (*run)(int);
};
constexpr Operation operations[] = {
    {"norace_mutex", norace_mutex},     {"std_mutex", std_mutex},
    {"norace_poison", norace_poison},   {"std_poison", std_poison},
    {"norace_atomic", norace_atomic},   {"std_atomic", std_atomic},
    {"norace_arc", norace_arc},         {"std_arc", std_arc},
    {"norace_channel", norace_channel}, {"std_channel", std_channel},
    {"norace_spawn", norace_spawn},     {"std_spawn", std_spawn},
};

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3)
    for (const Operation& each : operations)
      if (std::strcmp(each.name, argv[1]) == 0) {
        std::thread([] {}).join();  // or libstdc++ would count without atomics
        each.run(std::atoi(argv[2]));
        return 0;
      }
  std::fputs("usage: operations NAME REPEATS\n", stderr);
  return 2;
}
