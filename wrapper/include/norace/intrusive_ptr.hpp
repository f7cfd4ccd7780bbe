// RefCounted ownership of what counts its owners itself (boost::intrusive_ptr).
//
// Promise: an object begins with one owner, the IntrusivePtr that takes it from `new`; with its
// last owner it is destroyed, after all that the others did with it. T is a class that derives from
// RefCounted, whose destructor is virtual. One word, one allocation, and an owner can be had from
// the object. (std::shared_ptr and std::enable_shared_from_this would do; of two classes they cost
// everybody who includes norace.hpp 1.5 % of it, and make_shared() more with each thread started.)
//
// Example: `IntrusivePtr<ThreadRecord> mine(new ThreadRecord); auto other = mine;`
#pragma once

#include <cstddef>

#include "norace/shared_owner.hpp"
#include "norace/take.hpp"

namespace norace::detail {

class RefCounted {
 public:
  RefCounted(const RefCounted&) = delete;
  RefCounted& operator=(const RefCounted&) = delete;

  void add_owner() noexcept { owners_.add(); }
  void drop_owner() noexcept {
    if (owners_.drop_to_zero()) delete this;
  }
  // Of one moment.
  std::size_t owners() const noexcept { return owners_.get(); }

 protected:
  RefCounted() noexcept = default;
  virtual ~RefCounted() = default;

 private:
  AtomicCount owners_{1};
};

template <class T>
class IntrusivePtr {
 public:
  constexpr IntrusivePtr() noexcept = default;
  explicit IntrusivePtr(T* made) noexcept : object_(made) {}
  IntrusivePtr(const IntrusivePtr& other) noexcept : object_(other.object_) {
    if (object_ != nullptr) object_->add_owner();
  }
  IntrusivePtr(IntrusivePtr&& other) noexcept : object_(take(other.object_)) {}
  template <class D>
  IntrusivePtr(IntrusivePtr<D> other) noexcept : object_(other.release()) {}
  IntrusivePtr& operator=(IntrusivePtr other) noexcept {
    swap_pointers(object_, other.object_);
    return *this;
  }
  ~IntrusivePtr() {
    if (object_ != nullptr) object_->drop_owner();
  }

  // One more owner of an object that has some.
  static IntrusivePtr of(T& object) noexcept {
    object.add_owner();
    return IntrusivePtr(&object);
  }
  T* get() const noexcept { return object_; }
  T& operator*() const noexcept { return *object_; }
  T* operator->() const noexcept { return object_; }
  explicit operator bool() const noexcept { return object_ != nullptr; }
  // Whose share is the caller's now.
  T* release() noexcept { return take(object_); }

 private:
  T* object_ = nullptr;
};

}  // namespace norace::detail
