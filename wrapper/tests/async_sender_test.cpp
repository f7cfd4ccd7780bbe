// sender_on(): what a receiver gets, with senders of the shape alone.
#include <concepts>
#include <exception>

// What std::execution has, as far as the shape goes.
namespace async_sender_test {
struct sender_t {};
struct operation_state_t {};
struct set_value_t {};
struct set_error_t {};
template <class... Signatures>
struct completion_signatures {};
}  // namespace async_sender_test
#define NORACE_SENDERS ::async_sender_test
#include "norace/async_sender.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "norace/channel.hpp"
#include "norace/pool.hpp"
#include "norace/task.hpp"
#include "norace/thread.hpp"
#include "norace/traits.hpp"

namespace async_sender_test {
namespace {

using norace::Pool;
using norace::Task;

// What came of it, and on which thread.
template <class T>
struct Came {
  std::optional<T> value{};
  std::exception_ptr error{};
  norace::ThreadId where = norace::current_thread().id();
};
template <class T>
struct Receives {
  norace::Sender<Came<T>> out;
  void set_value(T value) && noexcept { out.send(Came<T>{std::move(value), {}}); }
  void set_error(std::exception_ptr error) && noexcept { out.send(Came<T>{{}, error}); }
};
struct Nothing {};
struct ReceivesNothing {
  norace::Sender<Came<Nothing>> out;
  void set_value() && noexcept { out.send(Came<Nothing>{Nothing(), {}}); }
  void set_error(std::exception_ptr error) && noexcept { out.send(Came<Nothing>{{}, error}); }
};
template <class T, class R = Receives<T>, class S>
Came<T> wait_for(S sender) {
  auto [tx, rx] = norace::channel<Came<T>>();
  auto operation = std::move(sender).connect(R{std::move(tx)});
  operation.start();
  return *rx.recv();
}

static_assert(std::same_as<norace::PoolSender<int>::sender_concept, sender_t>);
static_assert(
    std::same_as<norace::PoolSender<int>::completion_signatures,
                 completion_signatures<set_value_t(int), set_error_t(std::exception_ptr)>>);
static_assert(std::same_as<norace::PoolSender<void>::completion_signatures,
                           completion_signatures<set_value_t(), set_error_t(std::exception_ptr)>>);
static_assert(norace::Send<norace::PoolSender<int>> && norace::Owned<norace::PoolSender<int>>);
// Tasks and nothing else.
template <class F>
concept IsSent = requires(const Pool& pool, F f) {
  norace::sender_on(pool, std::move(f));
};
static_assert(IsSent<Task<int>> && !IsSent<int (*)()> && !IsSent<std::exception_ptr>);
// Connected once: by a move.
template <class S>
concept ConnectsTwice = requires(S& sender, Receives<int> receiver) {
  sender.connect(std::move(receiver));
};
static_assert(!ConnectsTwice<norace::PoolSender<int>>);

Task<int> twice(int n) { co_return 2 * n; }
Task<int> fails(int n) {
  if (n != 0) throw std::runtime_error("fails");
  co_return n;
}
Task<> nothing() { co_return; }

TEST(AsyncSender, GivesWhatATaskGives) {
  const Pool pool(1);
  const auto came = wait_for<int>(norace::sender_on(pool, twice(21)));
  EXPECT_EQ(came.value, 42);
  EXPECT_FALSE(came.error);
  EXPECT_NE(came.where, norace::current_thread().id());
  const auto none = wait_for<Nothing, ReceivesNothing>(norace::sender_on(pool, nothing()));
  EXPECT_TRUE(none.value.has_value());
}

TEST(AsyncSender, GivesWhatACheckedCallGives) {
  const Pool pool(1);
  const auto came = wait_for<std::unique_ptr<int>>(norace::sender_on(
      pool, norace::task([](std::unique_ptr<int> n) { return n; }, std::make_unique<int>(7))));
  ASSERT_TRUE(came.value.has_value());
  EXPECT_EQ(**came.value, 7);
}

TEST(AsyncSender, AnExceptionIsAnError) {
  const Pool pool(1);
  const auto came = wait_for<int>(norace::sender_on(pool, fails(1)));
  EXPECT_FALSE(came.value.has_value());
  ASSERT_TRUE(came.error);
  EXPECT_THROW(std::rethrow_exception(came.error), std::runtime_error);
}

TEST(AsyncSender, DoesNothingBeforeItIsStarted) {
  auto pool = std::make_unique<Pool>(1U);
  auto [tx, rx] = norace::channel<Came<int>>();
  {
    auto operation = norace::sender_on(*pool, twice(1)).connect(Receives<int>{tx.clone()});
    pool->spawn([] {}).join();
    EXPECT_TRUE(rx.is_empty());
  }
  pool = nullptr;  // waits for nothing
  EXPECT_TRUE(rx.is_empty());
}

TEST(AsyncSender, AnOperationThatHasCompletedKeepsNoPool) {
  auto pool = std::make_unique<Pool>(1U);
  auto [tx, rx] = norace::channel<Came<int>>();
  auto operation = norace::sender_on(*pool, twice(1)).connect(Receives<int>{std::move(tx)});
  operation.start();
  EXPECT_EQ(rx.recv()->value, 2);
  pool = nullptr;
}

// An operation that its own receiver ends.
struct Ends {
  std::optional<norace::detail::SenderOperation<int, Ends>>* operation = nullptr;
  norace::Sender<int> out;
  void set_value(int n) && noexcept {
    operation->reset();  // this receiver was moved out of it
    out.send(n);
  }
  void set_error(std::exception_ptr) && noexcept {}
};
TEST(AsyncSender, AReceiverMayEndItsOperation) {
  const Pool pool(2);
  for (int i = 0; i < 200; ++i) {
    auto [tx, rx] = norace::channel<int>();
    std::optional<norace::detail::SenderOperation<int, Ends>> operation;
    struct Connects {
      norace::PoolSender<int> sender;
      Ends ends;
      operator norace::detail::SenderOperation<int, Ends>() && {
        return std::move(sender).connect(std::move(ends));
      }
    };
    operation.emplace(Connects{norace::sender_on(pool, twice(i)), Ends{&operation, std::move(tx)}});
    operation->start();
    EXPECT_EQ(rx.recv(), 2 * i);
  }
}

}  // namespace
}  // namespace async_sender_test
