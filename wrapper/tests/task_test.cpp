// task(): one call that any executor may take.
#include "norace/task.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "norace/arc.hpp"
#include "norace/mutex.hpp"
#include "norace/rc.hpp"
#include "norace/traits.hpp"

namespace {

TEST(Task, IsWhatExecutorsTake) {
  auto length = std::async(
      std::launch::async, norace::task([](std::string s) { return s.size(); }, std::string("abc")));
  EXPECT_EQ(length.get(), 3U);
  auto n = norace::Arc<norace::Mutex<int>>::make(0);
  const auto add = [](norace::Arc<norace::Mutex<int>> m, int by) { *m->lock() += by; };
  std::thread(norace::task(add, n, 1)).join();
  std::vector<std::function<void()>> queue;  // which copies
  queue.emplace_back(norace::task(add, n, 2));
  for (const auto& one : queue) one();
  std::packaged_task<int()> packaged(
      norace::task([](std::unique_ptr<int> p) { return *p; }, std::make_unique<int>(4)));
  packaged();
  EXPECT_EQ(packaged.get_future().get(), 4);
  EXPECT_EQ(n->with([](int& x) { return x; }), 3);
}

TEST(Task, IsCalledOnceByWhicheverCopy) {
  const auto one = norace::task([] { return 1; });
  const auto copy = one;
  EXPECT_EQ(copy(), 1);
  EXPECT_THROW(one(), std::bad_function_call);
  auto moved_from = norace::task([] { return 1; });
  const auto moved = std::move(moved_from);
  EXPECT_EQ(moved(), 1);
}

TEST(Task, ThrowsWhatItsFunctionThrows) {
  const auto throws = norace::task([]() -> int { throw std::runtime_error("task"); });
  EXPECT_THROW(throws(), std::runtime_error);
  EXPECT_THROW(throws(), std::bad_function_call);
}

TEST(Task, WhatItWasGivenEndsWithTheCall) {
  auto owner = norace::Arc<int>::make(1);
  const auto task = norace::task([](norace::Arc<int> mine) { return *mine + 0; }, owner);
  EXPECT_EQ(owner.strong_count(), 2U);
  EXPECT_EQ(task(), 1);
  EXPECT_EQ(owner.strong_count(), 1U);
}

using Made = decltype(norace::task([](int) {}, 1));
static_assert(norace::Send<Made> && norace::Owned<Made> && std::copy_constructible<Made>);

}  // namespace
