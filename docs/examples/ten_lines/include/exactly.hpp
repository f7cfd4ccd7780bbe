#pragma once
template <typename T>
struct Exactly {
  Exactly(T given) : value(given) {}
  template <typename U>
  __attribute__((unavailable("[X0001] this would convert silently; write the conversion")))
  Exactly(U given) : value(static_cast<T>(given)) {}

  T value;
};
