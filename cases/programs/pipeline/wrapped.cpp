// Three stages, each a thread, joined by channels: numbers, squares, text.
#include <norace/norace.hpp>

#include <iostream>
#include <string>
#include <utility>

void numbers(norace::Sender<int> out) {
  for (int i = 1; i <= 5; ++i) out.send(i);
}

void squares(norace::Receiver<int> in, norace::Sender<long> out) {
  for (int n : in) out.send(static_cast<long>(n) * n);
}

std::string text(norace::Receiver<long> in) {
  std::string all;
  for (long n : in) all += std::to_string(n) + ' ';
  return all;
}

int main() {
  auto [raw, raw_in] = norace::channel<int>();
  auto [squared, squared_in] = norace::channel<long>();
  auto first = norace::spawn(numbers, std::move(raw));
  auto second = norace::spawn(squares, std::move(raw_in), std::move(squared));
  auto third = norace::spawn(text, std::move(squared_in));
  std::cout << third.join() << '\n';
}
