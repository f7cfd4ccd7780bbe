// A server without a network: two loops that share a table, a pool for long work, whose answers
// come back as messages, and an end that waits for all of them.
#include <norace/norace.hpp>
#include <norace/pool.hpp>

#include <iostream>
#include <map>
#include <string>
#include <utility>
#include <vector>

using Table = norace::RwLock<std::map<std::string, norace::Arc<const std::string>>>;

struct Shared {
  norace::Arc<const Table> table;
  norace::Arc<const norace::Atomic<unsigned>> requests;
  norace::Arc<const norace::Pool> pool;
};
struct Request {
  std::string key;
  std::string value;  // empty: GET
  norace::Sender<std::string> reply;
};

void serve(norace::Receiver<Request> requests, Shared shared) {
  for (Request request : requests.iter()) {
    shared.requests->fetch_add(1U, norace::Ordering::Relaxed);
    if (!request.value.empty()) {
      auto values = shared.table->write();
      values->insert_or_assign(request.key, norace::Arc<const std::string>::make(request.value));
      continue;
    }
    auto found = shared.table->with_read([&](const auto& values) {
      return values.count(request.key) == 0 ? norace::Arc<const std::string>::make("none") : values.at(request.key);
    });
    const auto shout = [](norace::Arc<const std::string> value, norace::Sender<std::string> out) {
      out.send(*value + '!');
    };
    shared.pool->spawn(shout, std::move(found), std::move(request.reply)).detach();
  }
}

int main() {
  const Shared shared{norace::Arc<const Table>::make(), norace::Arc<const norace::Atomic<unsigned>>::make(0U),
                      norace::Arc<const norace::Pool>::make(2U)};
  std::vector<norace::Sender<Request>> loops;
  std::vector<norace::JoinHandle<void>> threads;
  for (int i = 0; i < 2; ++i) {
    auto requests = norace::channel<Request>();
    loops.push_back(std::move(requests.sender));
    threads.push_back(norace::spawn(serve, std::move(requests.receiver), shared));
  }
  auto replies = norace::channel<std::string>();
  for (const auto& loop : loops) {
    for (const char* key : {"a", "b", "c"}) loop.send({key, "value", replies.sender});
    for (const char* key : {"a", "b", "c", "d"}) loop.send({key, "", replies.sender});
  }
  loops.clear();
  replies.sender.drop();
  std::map<std::string, int> seen;
  for (const std::string& reply : replies.receiver) ++seen[reply];
  for (auto& thread : threads) thread.join();
  for (const auto& [reply, count] : seen) std::cout << count << ' ' << reply << '\n';
  std::cout << shared.requests->load(norace::Ordering::Relaxed) << " requests\n";
}
