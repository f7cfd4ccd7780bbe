// unique_ptr is Send; a shared_ptr may live inside one thread.
#include <norace/norace.hpp>

#include <memory>
#include <utility>

int main() {
  auto handle = norace::spawn(
      [](std::unique_ptr<int> only) {
        auto here = std::make_shared<int>(*only);
        auto also_here = here;
        return *also_here;
      },
      std::make_unique<int>(0));
  return handle.join();
}
