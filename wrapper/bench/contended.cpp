// Several threads at one object, beside what the object wraps. Times, so only ratios within one run
// mean something.
#include <benchmark/benchmark.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <shared_mutex>

#include "norace/norace.hpp"

namespace {

const norace::Mutex<long> ours(0);
void norace_mutex(benchmark::State& state) {
  for (auto _ : state) {
    auto guard = ours.lock();
    benchmark::DoNotOptimize(*guard += 1);
  }
}
std::mutex mutex;
long guarded = 0;
void std_mutex(benchmark::State& state) {
  for (auto _ : state) {
    const std::lock_guard guard(mutex);
    benchmark::DoNotOptimize(guarded += 1);
  }
}

const norace::RwLock<long> our_table(0);
void norace_read(benchmark::State& state) {
  for (auto _ : state) {
    auto guard = our_table.read();
    benchmark::DoNotOptimize(guard.as_ref());
  }
}
std::shared_mutex shared_mutex;
void std_read(benchmark::State& state) {
  for (auto _ : state) {
    const std::shared_lock guard(shared_mutex);
    benchmark::DoNotOptimize(guarded);
  }
}

void norace_write(benchmark::State& state) {
  for (auto _ : state) {
    auto guard = our_table.write();
    benchmark::DoNotOptimize(*guard += 1);
  }
}
void std_write(benchmark::State& state) {
  for (auto _ : state) {
    const std::lock_guard guard(shared_mutex);
    benchmark::DoNotOptimize(guarded += 1);
  }
}

const norace::Atomic<long> our_count(0);
void norace_atomic(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(our_count.fetch_add(1, norace::Ordering::Relaxed));
}
std::atomic<long> count{0};
void std_atomic(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(count.fetch_add(1, std::memory_order_relaxed));
}

const auto our_owner = norace::Arc<long>::make(0L);
void norace_arc(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(our_owner.clone());
}
const auto owner = std::make_shared<long>(0);
void std_arc(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(std::shared_ptr<long>(owner));
}

BENCHMARK(norace_mutex)->Threads(1)->Threads(4)->UseRealTime();
BENCHMARK(std_mutex)->Threads(1)->Threads(4)->UseRealTime();
BENCHMARK(norace_read)->Threads(1)->Threads(4)->UseRealTime();
BENCHMARK(std_read)->Threads(1)->Threads(4)->UseRealTime();
BENCHMARK(norace_write)->Threads(1)->Threads(4)->UseRealTime();
BENCHMARK(std_write)->Threads(1)->Threads(4)->UseRealTime();
BENCHMARK(norace_atomic)->Threads(1)->Threads(4)->UseRealTime();
BENCHMARK(std_atomic)->Threads(1)->Threads(4)->UseRealTime();
BENCHMARK(norace_arc)->Threads(1)->Threads(4)->UseRealTime();
BENCHMARK(std_arc)->Threads(1)->Threads(4)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
