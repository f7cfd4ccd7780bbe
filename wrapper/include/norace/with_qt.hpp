// Qt's threads for checked tasks only.
//
// QtPool: a QThreadPool whose start() takes a SendFn<void()>: a closure by spawn()'s rules (E0373,
// E0277), or task(f, args...), whose arguments are (E0521). It refers to the pool, by default Qt's
// global one. A task must not throw: Qt ends the program.
//
// qt_for_each(v, f): QtConcurrent's blockingMap over parts of v that are nobody else's, as
// Pool::for_each(): f(T&) is called as const by several threads at once (E0594, E0277), and what it
// is lent comes in through lending(f, borrow(x)) (E0373).
//
// The program links Qt's Core and Concurrent itself. Memory order: what was before start()
// happens before the task, and the calls of qt_for_each() before its return.
//
// Example:
//
// ```cpp ignore
// const norace::QtPool pool;
// std::vector<int> numbers{1, 2};
// int total = 0;
// pool.start(norace::task([](int n) { return n; }, total));
// norace::qt_for_each(numbers, [](int& n) { n *= 2; });
// pool.start([&] { total += 1; });  // E0373
// ```
#pragma once

#include <QtConcurrent/qtconcurrentmap.h>
#include <QtCore/qrunnable.h>
#include <QtCore/qthreadpool.h>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "norace/chunks.hpp"
#include "norace/foreign_each.hpp"
#include "norace/handover.hpp"
#include "norace/pool_function.hpp"
#include "norace/send_fn.hpp"

namespace norace {

class QtPool {
 public:
  explicit QtPool(QThreadPool& pool = *QThreadPool::globalInstance()) noexcept : pool_(&pool) {}

  void start(SendFn<void()> f, int priority = 0) const {
    pool_->start(new Task(std::move(f)), priority);
  }

 private:
  class Task final : public QRunnable {  // which the pool deletes
   public:
    explicit Task(SendFn<void()> f) : f_(std::move(f)) { there_.give(); }
    void run() override {
      there_.take();
      f_();
    }

   private:
    SendFn<void()> f_;
    detail::Handover there_;
  };
  QThreadPool* pool_;
};

template <detail::Contiguous Range>
void qt_for_each(Range& range, detail::PoolFn<detail::EachKernel<detail::ElementOf<Range>>> f) {
  detail::ForeignEach<detail::ElementOf<Range>>(range, f).run([](std::size_t n, const auto& part) {
    struct Part {
      std::size_t begin;
      std::size_t end;
    };
    const auto threads = static_cast<std::size_t>(std::max(1, QThread::idealThreadCount()));
    const std::size_t grain = std::max<std::size_t>(1, n / (8 * threads));
    std::vector<Part> parts;
    for (std::size_t i = 0; i < n; i += grain) parts.push_back({i, std::min(n, i + grain)});
    QtConcurrent::blockingMap(parts, [&](const Part& some) { part(some.begin, some.end); });
  });
}

}  // namespace norace
