// What an Atomic is added to is converted on the caller's line: no warning stands in the header.
#include <norace/norace.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace {

template <class T>
concept Counts = requires(const norace::Atomic<T>& a) {
  a.fetch_add(1, norace::Ordering::Relaxed);
  a.fetch_sub(1, norace::Ordering::Relaxed);
};
struct Pair {
  int a;
  int b;
};
static_assert(Counts<int> && Counts<std::uint8_t> && Counts<std::uint64_t> && Counts<float>);
static_assert(!Counts<bool> && !Counts<Pair>);

}  // namespace

std::uint64_t counts(const norace::Atomic<std::uint64_t>& n) {
  n.fetch_add(1, norace::Ordering::Relaxed);
  return n.fetch_sub(2, norace::Ordering::Relaxed);
}
std::uint8_t counts_small(const norace::Atomic<std::uint8_t>& n, std::uint8_t by) {
  n.fetch_add(1, norace::Ordering::Relaxed);
  return n.fetch_add(by, norace::Ordering::Relaxed);
}
double adds(const norace::Atomic<double>& n) { return n.fetch_add(1, norace::Ordering::Relaxed); }
