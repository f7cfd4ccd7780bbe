//@ flags: -Wno-unknown-warning-option -Wno-maybe-uninitialized
// An account that only its own thread touches; others send requests with a reply channel.
#include <norace/norace.hpp>

#include <iostream>
#include <utility>
#include <variant>

struct Deposit {
  long amount;
};
struct Balance {
  norace::Sender<long> reply;
};
using Request = std::variant<Deposit, Balance>;

void account(norace::Receiver<Request> inbox) {
  long balance = 0;
  for (auto& request : inbox) {
    if (auto* deposit = std::get_if<Deposit>(&request)) balance += deposit->amount;
    if (auto* ask = std::get_if<Balance>(&request)) ask->reply.send(balance);
  }
}

int main() {
  auto [inbox, requests] = norace::channel<Request>();
  auto owner = norace::spawn(account, std::move(requests));
  auto teller = norace::spawn(
      [](norace::Sender<Request> to) {
        for (long i = 1; i <= 10; ++i) to.send(Deposit{i});
      },
      inbox.clone());
  teller.join();
  auto [reply, answer] = norace::channel<long>();
  inbox.send(Balance{std::move(reply)});
  std::cout << answer.recv().value_or(-1) << '\n';
  inbox.drop();
  owner.join();
}
