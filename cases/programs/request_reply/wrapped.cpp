// A server that owns its table; each request brings the Sender for its reply.
#include <norace/norace.hpp>

#include <iostream>
#include <map>
#include <string>
#include <utility>

struct Request {
  std::string word;
  int add;
  norace::Sender<int> reply;
};

void serve(norace::Receiver<Request> requests) {
  std::map<std::string, int> table;
  for (Request& request : requests) request.reply.send(table[request.word] += request.add);
}

int ask(const norace::Sender<Request>& server, std::string word, int add) {
  auto answer = norace::channel<int>();
  server.send(Request{std::move(word), add, std::move(answer.sender)});
  return answer.receiver.recv().value_or(-1);
}

int main() {
  auto requests = norace::channel<Request>();
  norace::Sender<Request> server = std::move(requests.sender);
  auto thread = norace::spawn(serve, std::move(requests.receiver));
  auto client = norace::spawn(
      [](norace::Sender<Request> s) {
        for (int i = 0; i < 10; ++i) ask(s, "b", 1);
      },
      server.clone());
  for (int i = 0; i < 10; ++i) ask(server, "a", 2);
  client.join();
  std::cout << ask(server, "a", 0) << ' ' << ask(server, "b", 0) << '\n';
  server.drop();
  thread.join();
}
