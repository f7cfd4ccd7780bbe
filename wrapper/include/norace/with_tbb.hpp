// oneTBB's threads for checked tasks only.
//
// TbbGroup: a tbb::task_group whose run() takes a SendFn<void()>: a closure by spawn()'s rules
// (E0373, E0277), or task(f, args...), whose arguments are (E0521). wait() runs tasks here
// meanwhile, and throws what one of them threw; the end of the group waits too, and drops that.
// cancel() drops what has not begun.
//
// tbb_for_each(v, f): tbb::parallel_for over parts of v that are nobody else's, as
// Pool::for_each(): f(T&) is called as const by several threads at once (E0594, E0277), and what it
// is lent comes in through lending(f, borrow(x)) (E0373).
//
// The program links oneTBB itself (-ltbb). Threads: a TbbGroup is neither Send nor Sync; its tasks
// may add tasks to groups of their own. Memory order: what was before run() happens before the
// task, and that before wait() returns; the same for the calls of tbb_for_each().
//
// Example:
//
// ```cpp ignore
// norace::TbbGroup group;
// std::vector<int> numbers{1, 2};
// int total = 0;
// group.run(norace::task([](int n) { return n; }, total));
// group.wait();
// norace::tbb_for_each(numbers, [](int& n) { n *= 2; });
// group.run([&] { total += 1; });  // E0373
// ```
#pragma once

#include <cstddef>
#include <memory>
#include <utility>

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/task_group.h>

#include "norace/chunks.hpp"
#include "norace/foreign_each.hpp"
#include "norace/handover.hpp"
#include "norace/marker.hpp"
#include "norace/pool_function.hpp"
#include "norace/send_fn.hpp"

namespace norace {

class TbbGroup : NotSend, NotSync {
 public:
  TbbGroup() = default;
  TbbGroup(const TbbGroup&) = delete;
  TbbGroup& operator=(const TbbGroup&) = delete;
  ~TbbGroup() {
    try {
      group_.wait();
    } catch (...) {  // as said above
    }
  }

  void run(SendFn<void()> f) { group_.run(Call{std::make_shared<Given>(std::move(f), back_)}); }
  void wait() {
    struct Taken {
      const detail::Handover& back;
      ~Taken() { back.take(); }
    } const taken{back_};
    group_.wait();
  }
  void cancel() { group_.cancel(); }

 private:
  struct Given {
    Given(SendFn<void()> call, detail::Handover& to) : f(std::move(call)), back(to) {
      there.give();
    }
    SendFn<void()> f;
    detail::Handover there;
    detail::Handover& back;
  };
  // oneTBB copies what it is given, and calls it as const.
  struct Call {
    std::shared_ptr<Given> given;
    void operator()() const {
      given->there.take();
      const detail::Handover::AtEnd at_end(given->back);
      auto f = std::move(given->f);  // which ends here, and not with the last copy
      f();
    }
  };
  detail::Handover back_;
  tbb::task_group group_;
};

template <detail::Contiguous Range>
void tbb_for_each(Range& range, detail::PoolFn<detail::EachKernel<detail::ElementOf<Range>>> f) {
  detail::ForeignEach<detail::ElementOf<Range>>(range, f).run([](std::size_t n, const auto& part) {
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, n),
                      [&](const auto& some) { part(some.begin(), some.end()); });
  });
}

}  // namespace norace
