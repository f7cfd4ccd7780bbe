//@ rule: E0277
// A promise carries any exception, and the thread that made it may keep what it sent.
#include <norace/norace.hpp>

#include <exception>
#include <future>
#include <utility>

struct Failure {
  int retries = 0;
};

int main() {
  std::promise<void> promise;
  const auto result = promise.get_future().share();
  auto handle = norace::spawn([](std::promise<void> mine) {  // expected-error {{[E0277]}}
    const auto failure = std::make_exception_ptr(Failure());
    mine.set_exception(failure);
    try {
      std::rethrow_exception(failure);
    } catch (Failure& mine_too) {
      ++mine_too.retries;
    }
  }, std::move(promise));
  try {
    result.get();
  } catch (Failure& failure) {
    ++failure.retries;
  }
  handle.join();
}
