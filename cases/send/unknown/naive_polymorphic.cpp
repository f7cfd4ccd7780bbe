//@ rule: E0277
// A class with virtual functions may be anything that derives from it, whatever its list says.
#include <norace/norace.hpp>

#include <memory>
#include <utility>

class Task {
 public:
  virtual ~Task() = default;
  virtual void run() { ++runs_; }

 private:
  int runs_ = 0;
  NORACE_MEMBERS(runs_)
};
class Add : public Task {
 public:
  explicit Add(int& n) : n_(n) {}
  void run() override { ++n_; }

 private:
  int& n_;
};

int main() {
  int n = 0;
  std::unique_ptr<Task> task = std::make_unique<Add>(n);
  auto handle = norace::spawn([](std::unique_ptr<Task> t) { t->run(); }, std::move(task));  // expected-error {{[E0277]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
