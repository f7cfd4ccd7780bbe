// The list belongs to one thread alone; the others send it messages.
#include <norace/norace.hpp>

#include <iostream>
#include <memory>
#include <utility>

struct Node {
  int value;
  std::unique_ptr<Node> next;
};

std::unique_ptr<Node> own_list(norace::Receiver<int> messages) {
  std::unique_ptr<Node> head;
  for (int value : messages) head = std::make_unique<Node>(Node{value, std::move(head)});
  return head;
}

void grow(norace::Sender<int> list) {
  for (int n = 0; n < 1000; ++n) list.send(1);
}

int main() {
  auto [tx, rx] = norace::channel<int>();
  auto owner = norace::spawn(own_list, std::move(rx));
  auto first = norace::spawn(grow, tx.clone());
  auto second = norace::spawn(grow, std::move(tx));
  int length = 0;
  for (auto list = owner.join(); list; list = std::move(list->next)) length += list->value;
  std::cout << length << '\n';
}
