// A tree whose children know their parent weakly, read by several threads.
#include <norace/norace.hpp>

#include <iostream>
#include <string>
#include <utility>
#include <vector>

struct Node {
  std::string name;
  norace::ArcWeak<Node> parent;
  norace::Atomic<int> visits{0};
};

std::string path(norace::Arc<Node> node) {
  node->visits.fetch_add(1, norace::Ordering::Relaxed);
  auto parent = node->parent.upgrade();
  return parent ? (*parent)->name + "/" + node->name : node->name;
}

int main() {
  auto root = norace::Arc<Node>::make("root", norace::ArcWeak<Node>());
  auto leaf = norace::Arc<Node>::make("leaf", root.downgrade());
  auto first = norace::spawn(path, leaf);
  auto second = norace::spawn(path, leaf);
  const auto a = first.join();
  const auto b = second.join();
  std::cout << (a == b) << ' ' << a << ' ' << leaf->visits.load(norace::Ordering::Relaxed) << '\n';
}
