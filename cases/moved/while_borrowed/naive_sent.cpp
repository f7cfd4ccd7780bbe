//@ rule: E0505
//@ needs: statics-plugin
// A box is sent away; the pointer to what is in it stays here.
#include <norace/norace.hpp>

#include <chrono>
#include <memory>
#include <utility>

using Boxes = norace::Receiver<std::unique_ptr<int>>;

int main() {
  auto [tx, rx] = norace::channel<std::unique_ptr<int>>();
  auto handle = norace::spawn(
      [](Boxes in) {
        const auto mine = in.recv();
        **mine = 1;
        norace::sleep(std::chrono::milliseconds(20));  // so that the other write finds it alive
      },
      std::move(rx));
  auto box = std::make_unique<int>(0);
  int* inside = box.get();
  tx.send(std::move(box));  // expected-error {{[E0505]}}
  *inside = 2;
  handle.join();
}
