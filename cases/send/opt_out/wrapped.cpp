// The window stays with its thread; the others send it what to draw.
#include <norace/norace.hpp>

#include <iostream>
#include <string>
#include <utility>

struct Window {
  norace::NotSend owned_by_ui_thread;
  std::string shown;
  void draw(const std::string& text) { shown += text; }
};

int main() {
  Window window{};
  auto [tx, rx] = norace::channel<std::string>();
  auto handle = norace::spawn(
      [](norace::Sender<std::string> out) {
        out.send("a");
        out.send("b");
      },
      std::move(tx));
  for (const std::string& text : rx) window.draw(text);
  handle.join();
  std::cout << window.shown << '\n';
}
