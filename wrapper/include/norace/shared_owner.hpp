// What Arc and Rc have in common: one T with a count of its owners and one of its observers.
//
// Promise: the T is destroyed by its last owner, the memory goes with the last observer. Arc counts
// with atomics, Rc with plain integers; all else is written once, here. An owner may be one of a
// base class of the T that was made (Rust's Arc<dyn Trait>): whoever comes last destroys the whole.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

#include "norace/loan_watch.hpp"

namespace norace::detail {

// A count that one thread uses.
class PlainCount {
 public:
  constexpr explicit PlainCount(std::size_t n) noexcept : n_(n) {}
  std::size_t get() const noexcept { return n_; }
  void add() noexcept { ++n_; }
  bool drop_to_zero() noexcept { return --n_ == 0; }
  bool add_unless_zero() noexcept { return n_ != 0 && ++n_ != 0; }
  bool take_if_one() noexcept {
    if (n_ != 1) return false;
    n_ = 0;
    return true;
  }

 private:
  std::size_t n_;
};

// A count that many use. Dropping releases, the drop to zero acquires.
class AtomicCount {
 public:
  constexpr explicit AtomicCount(std::size_t n) noexcept : n_(n) {}
  std::size_t get() const noexcept { return n_.load(std::memory_order_acquire); }
  void add() noexcept { n_.fetch_add(1, std::memory_order_relaxed); }
  bool drop_to_zero() noexcept { return n_.fetch_sub(1, std::memory_order_acq_rel) == 1; }
  bool add_unless_zero() noexcept {
    std::size_t now = n_.load(std::memory_order_relaxed);
    while (now != 0)
      if (n_.compare_exchange_weak(now, now + 1, std::memory_order_relaxed)) return true;
    return false;
  }
  bool take_if_one() noexcept {
    std::size_t one = 1;
    return n_.compare_exchange_strong(one, 0, std::memory_order_acq_rel, std::memory_order_relaxed);
  }

 private:
  std::atomic<std::size_t> n_;
};

// In front of the T. All owners together are one observer.
template <class Count>
class SharedHead {
 public:
  SharedHead(const SharedHead&) = delete;
  SharedHead& operator=(const SharedHead&) = delete;

  Count strong{1};
  Count weak{1};

  void drop_strong() noexcept {
    if (!strong.drop_to_zero()) return;
    act_(this, Act::DestroyValue);
    drop_weak();
  }
  void drop_weak() noexcept {
    if (weak.drop_to_zero()) act_(this, Act::Free);
  }

 protected:
  enum class Act : bool { DestroyValue, Free };
  using ActOn = void (*)(SharedHead*, Act) noexcept;
  explicit SharedHead(ActOn act) noexcept : act_(act) {}
  ~SharedHead() = default;

 private:
  const ActOn act_;  // knows the type that was made
};

template <class T, class Count>
class SharedBox : public SharedHead<Count> {
  using Head = SharedHead<Count>;

 public:
  // The value is made by its maker: `new (box->place()) T(...)`.
  SharedBox() noexcept : Head(&SharedBox::act) {}
  void* place() noexcept { return bytes_; }
  T* value() noexcept { return std::launder(reinterpret_cast<T*>(bytes_)); }

  // A box with the T that make(place) makes; nothing is left where that throws.
  template <class Make>
  static SharedBox* filled(Make&& make) {
    auto box = std::make_unique<SharedBox>();
    make(box->place());
    return box.release();
  }

 private:
  static void act(Head* head, typename Head::Act act) noexcept {
    auto* const self = static_cast<SharedBox*>(head);
    if (act == Head::Act::Free) {
      delete self;
    } else {
      settle_loans_of_object(self->value());
      self->value()->~T();
    }
  }
  alignas(T) unsigned char bytes_[sizeof(T)];
};

}  // namespace norace::detail
