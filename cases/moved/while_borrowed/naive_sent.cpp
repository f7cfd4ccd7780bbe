//@ rule: E0505
//@ known-hole: a pointer does not know its unique_ptr, and sending that leaves the object where it is
// A box is sent away; the pointer to what is in it stays here.
#include <norace/norace.hpp>

#include <memory>
#include <utility>

using Boxes = norace::Receiver<std::unique_ptr<int>>;

int main() {
  auto [tx, rx] = norace::channel<std::unique_ptr<int>>();
  auto handle = norace::spawn([](Boxes in) { **in.recv() = 1; }, std::move(rx));
  auto box = std::make_unique<int>(0);
  int* inside = box.get();
  tx.send(std::move(box));
  *inside = 2;
  handle.join();
}
