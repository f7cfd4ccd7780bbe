// from_callback(): a call with a callback, awaited.
#include "norace/async_callback.hpp"

#include <gtest/gtest.h>

#include <exception>
#include <functional>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>

#include "norace/arc.hpp"
#include "norace/async.hpp"
#include "norace/async_pool.hpp"

namespace async_callback_test {
namespace {

using norace::Completion;
using norace::Task;

Task<int> of_a_thread(int n) {
  int all = 0;
  for (int i = 0; i < n; ++i)
    all += co_await norace::from_callback<int>(
        [i](Completion<int> done) { std::thread([done, i] { done(i); }).detach(); });
  co_return all;
}
TEST(FromCallback, GivesWhatTheCallbackIsCalledWith) {
  EXPECT_EQ(norace::block_on(of_a_thread(100)), 4950);
  const norace::Pool pool(2);
  auto handle = pool.spawn(of_a_thread(100));
  EXPECT_EQ(handle.join(), 4950);
}

Task<std::unique_ptr<int>> at_once() {
  const auto start = [](Completion<std::unique_ptr<int>> done) {
    const std::function<void()> once = [done] { done(std::make_unique<int>(7)); };
    once();
    once();  // nothing
    done.fail(std::make_exception_ptr(std::runtime_error("too late")));
  };
  co_await norace::from_callback<void>([](Completion<void> done) { done(); });
  co_return co_await norace::from_callback<std::unique_ptr<int>>(start);
}
TEST(FromCallback, TheFirstCallCounts) { EXPECT_EQ(*norace::block_on(at_once()), 7); }

Task<> dropped() {
  co_await norace::from_callback<void>([](const Completion<void>&) {});
}
Task<> thrown() {
  co_await norace::from_callback<void>(
      [](const Completion<void>&) { throw std::runtime_error("start"); });
}
Task<int> failed() {
  co_return co_await norace::from_callback<int>([](Completion<int> done) {
    std::thread([done] {
      done.fail(std::make_exception_ptr(std::runtime_error("call")));
    }).detach();
  });
}
TEST(FromCallback, GoesOnWithAnExceptionWhereItIsNotCalled) {
  EXPECT_THROW(norace::block_on(dropped()), std::system_error);
  EXPECT_THROW(norace::block_on(thrown()), std::runtime_error);
  EXPECT_THROW(norace::block_on(failed()), std::runtime_error);
}

}  // namespace
}  // namespace async_callback_test
