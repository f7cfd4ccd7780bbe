//@ rule: E0277
// A stranger's class template that has the name of a container.
#include <norace/norace.hpp>

#include <memory>
#include <utility>

template <class T>
class vector {
 public:
  explicit vector(std::shared_ptr<T> shared) : shared_(std::move(shared)) {}
  T& front() { return *shared_; }

 private:
  std::shared_ptr<T> shared_;
};

int main() {
  auto n = std::make_shared<int>(0);
  auto handle = norace::spawn([](vector<int> v) { ++v.front(); }, vector<int>(n));  // expected-error {{[E0277]}}
  ++*n;
  handle.join();
  return *n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
