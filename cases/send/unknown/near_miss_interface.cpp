// An interface that says of everybody who implements it that they are Send.
#include <norace/norace.hpp>

#include <memory>
#include <utility>

struct Task {
  virtual ~Task() = default;
  virtual int run() = 0;
};
template <>
inline constexpr bool norace::unsafe_send<Task> = true;
struct Return : Task {
  int run() override { return 0; }
};

int main() {
  std::unique_ptr<Task> task = std::make_unique<Return>();
  return norace::spawn([](std::unique_ptr<Task> t) { return t->run(); }, std::move(task)).join();
}
