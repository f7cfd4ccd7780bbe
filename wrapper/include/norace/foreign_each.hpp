// for_each() over parts of a range, by another library's threads.
//
// Promise: f is looked at as Pool::for_each() does (pool_function.hpp), each element goes to one
// thread, and all is over when run() returns.
//
// Example: `ForeignEach<int>(all, f).run([](std::size_t n, auto part) { ...part(begin, end)... });`
#pragma once

#include <cstddef>
#include <span>

#include "norace/handover.hpp"
#include "norace/pool_function.hpp"

namespace norace::detail {

template <class T>
class ForeignEach {
 public:
  ForeignEach(std::span<T> all, const PoolFn<EachKernel<T>>& f) noexcept : all_(all), f_(f) {}
  // run(n, part) calls part(begin, end) for disjoint parts of [0, n), by any threads.
  template <class Run>
  void run(const Run& run) {
    const struct Taken {
      Handover& back;
      ~Taken() { back.take(); }
    } taken{back_};
    there_.give();
    run(all_.size(), [this](std::size_t begin, std::size_t end) {
      there_.take();
      const Handover::AtEnd at_end(back_);
      f_(all_.subspan(begin, end - begin));
    });
  }

 private:
  const std::span<T> all_;
  const PoolFn<EachKernel<T>>& f_;
  Handover there_;
  Handover back_;
};

}  // namespace norace::detail
