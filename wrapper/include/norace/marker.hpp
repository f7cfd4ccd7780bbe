// What the author of a class says of it: markers to hold, and variable templates to specialise.
//
// A specialisation must stand before the first use of its type.
//
// Example:
//
// <!-- cpp
// class Handle {};
// -->
// ```cpp
// class Session : norace::NotSend {};                                    // opts out
// template <> inline constexpr bool norace::unsafe_send<Handle> = true;  // vouches
// ```
#pragma once

namespace norace {

// Held as a member or a base, these make the class not Send (not Sync). They are deliberately not
// trivially copyable, so that no closure or private member can hide them from the borrow detector.
struct NotSend {
  NotSend() = default;
  NotSend(const NotSend&) noexcept {}
  NotSend& operator=(const NotSend&) noexcept { return *this; }
};
struct NotSync {
  NotSync() = default;
  NotSync(const NotSync&) noexcept {}
  NotSync& operator=(const NotSync&) noexcept { return *this; }
};

// # Safety: traits.hpp says what the author owes.
template <class T>
inline constexpr bool unsafe_send = false;
template <class T>
inline constexpr bool unsafe_sync = false;
template <class T>
inline constexpr bool unsafe_owned = unsafe_send<T>;
template <class T>
inline constexpr bool not_send = false;
template <class T>
inline constexpr bool not_sync = false;

}  // namespace norace
