// Coroutines beside what a program without them does: an await beside a call, an AsyncMutex beside
// Mutex and std::mutex, a hop to a Pool beside a thread, a channel that is awaited beside one that
// is waited for. The times are those of one operation.
#include <benchmark/benchmark.h>
#include <norace/async_channel.hpp>
#include <norace/async_mutex.hpp>
#include <norace/async_pool.hpp>
#include <norace/norace.hpp>

#include <cstddef>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace {

constexpr int batch = 1000;
constexpr int sharers = 4;

// `run(n)` does n operations.
template <class Run>
void measure(benchmark::State& state, const Run& run) {
  while (state.KeepRunningBatch(batch)) run(batch);
}

[[gnu::noinline]] int plain(int n) {
  benchmark::DoNotOptimize(n);
  return n;
}
norace::Task<int> awaited(int n) {
  benchmark::DoNotOptimize(n);
  co_return n;
}
norace::Task<> awaits(int times) {
  for (int i = 0; i < times; ++i) static_cast<void>(co_await awaited(i));
}
void call_plain(benchmark::State& state) {
  measure(state, [](int times) {
    for (int i = 0; i < times; ++i) static_cast<void>(plain(i));
  });
}
void call_awaited(benchmark::State& state) {
  measure(state, [](int times) { norace::block_on(awaits(times)); });
}

using AsyncCount = norace::Arc<norace::AsyncMutex<long>>;
using Count = norace::Arc<norace::Mutex<long>>;
struct StdCount {
  std::mutex mutex{};
  long n = 0;
  void add(int times) {
    for (int i = 0; i < times; ++i) {
      const std::lock_guard guard(mutex);
      n += 1;
      benchmark::ClobberMemory();
    }
  }
};
norace::Task<> add_async(AsyncCount count, int times) {
  for (int i = 0; i < times; ++i) {
    auto guard = co_await count->lock();
    *guard += 1;
    benchmark::ClobberMemory();
  }
}
norace::Task<> add_in_task(Count count, int times) {
  for (int i = 0; i < times; ++i) {
    auto guard = count->lock();
    *guard += 1;
    benchmark::ClobberMemory();
  }
  co_return;
}
void lock_async(benchmark::State& state) {
  const auto count = AsyncCount::make(0);
  measure(state, [&](int times) { norace::block_on(add_async(count, times)); });
}
void lock_norace(benchmark::State& state) {
  const auto count = Count::make(0);
  measure(state, [&](int times) { norace::block_on(add_in_task(count, times)); });
}
void lock_std(benchmark::State& state) {
  StdCount count;
  measure(state, [&](int times) { count.add(times); });
}

// Four at a lock, on a pool with as many workers as processors.
template <class Start>
void share(benchmark::State& state, const Start& start) {
  measure(state, [&](int times) {
    std::vector<norace::TaskHandle<void>> handles;
    handles.reserve(sharers);
    for (int i = 0; i < sharers; ++i) handles.push_back(start(times / sharers));
    for (auto& handle : handles) handle.join();
  });
}
void shared_async(benchmark::State& state) {
  const norace::Pool pool;
  const auto count = AsyncCount::make(0);
  share(state, [&](int times) { return pool.spawn(add_async(count, times)); });
}
void shared_norace(benchmark::State& state) {
  const norace::Pool pool;
  const auto count = Count::make(0);
  share(state, [&](int times) { return pool.spawn(add_in_task(count, times)); });
}

using Workers = norace::Arc<norace::Pool>;
norace::Task<> hops(Workers pool, int times) {
  for (int i = 0; i < times; ++i) benchmark::DoNotOptimize(co_await pool->spawn(plain, i));
}
void hop_awaited(benchmark::State& state) {
  const auto pool = Workers::make(1U);
  measure(state, [&](int times) { norace::block_on(hops(pool, times)); });
}
// From one of the pool's own workers.
void hop_in_pool(benchmark::State& state) {
  const auto pool = Workers::make(1U);
  measure(state, [&](int times) { pool->spawn(hops(pool, times)).join(); });
}
void hop_norace_thread(benchmark::State& state) {
  measure(state, [](int times) {
    for (int i = 0; i < times; ++i) benchmark::DoNotOptimize(norace::spawn(plain, i).join());
  });
}
void hop_std_thread(benchmark::State& state) {
  measure(state, [](int times) {
    for (int i = 0; i < times; ++i) std::thread([i] { static_cast<void>(plain(i)); }).join();
  });
}

// A value to a receiver that waits, and one back.
using Out = norace::Sender<int>;
using In = norace::Receiver<int>;
norace::Task<> answers(In in, Out out) {
  while (const auto value = co_await norace::recv_async(in)) out.send(*value);
}
void answer(In in, Out out) {
  while (const auto value = in.recv()) out.send(*value);
}
norace::Task<> asks(Out out, In in, int times) {
  for (int i = 0; i < times; ++i) {
    out.send(i);
    benchmark::DoNotOptimize(co_await norace::recv_async(in));
  }
}
void channel_in_pool(benchmark::State& state) {
  const norace::Pool pool(1);
  measure(state, [&](int times) {
    auto [there, received] = norace::channel<int>();
    auto [back, answered] = norace::channel<int>();
    auto other = pool.spawn(answers(std::move(received), std::move(back)));
    pool.spawn(asks(std::move(there), std::move(answered), times)).join();
    other.join();
  });
}
void channel_threads(benchmark::State& state) {
  measure(state, [](int times) {
    auto [there, received] = norace::channel<int>();
    auto [back, answered] = norace::channel<int>();
    auto other = norace::spawn(answer, std::move(received), std::move(back));
    for (int i = 0; i < times; ++i) {
      there.send(i);
      benchmark::DoNotOptimize(answered.recv());
    }
    there.drop();
    other.join();
  });
}

BENCHMARK(call_plain)->UseRealTime();
BENCHMARK(call_awaited)->UseRealTime();
BENCHMARK(lock_std)->UseRealTime();
BENCHMARK(lock_norace)->UseRealTime();
BENCHMARK(lock_async)->UseRealTime();
BENCHMARK(shared_norace)->UseRealTime();
BENCHMARK(shared_async)->UseRealTime();
BENCHMARK(hop_in_pool)->UseRealTime();
BENCHMARK(hop_awaited)->UseRealTime();
BENCHMARK(hop_norace_thread)->UseRealTime();
BENCHMARK(hop_std_thread)->UseRealTime();
BENCHMARK(channel_in_pool)->UseRealTime();
BENCHMARK(channel_threads)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
