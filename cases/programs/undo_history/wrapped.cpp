// One thread edits a document of Rc-shared strings; others get snapshots that they own.
#include <norace/norace.hpp>

#include <iostream>
#include <string>
#include <utility>
#include <vector>

using Line = norace::Rc<norace::RefCell<std::string>>;

std::vector<std::string> edit(norace::Receiver<std::string> keys) {
  auto line = Line::make("");
  const auto also = line.clone();
  std::vector<std::string> history;
  for (const auto& key : keys) {
    {
      auto text = line->borrow_mut();
      *text += key;
    }
    auto text = also->borrow();
    history.push_back(*text);
  }
  return history;
}

int main() {
  auto [tx, rx] = norace::channel<std::string>();
  auto editor = norace::spawn(edit, std::move(rx));
  for (const char* key : {"a", "b", "c"}) tx.send(key);
  tx.drop();
  for (const auto& state : editor.join()) std::cout << state << ' ';
  std::cout << '\n';
}
