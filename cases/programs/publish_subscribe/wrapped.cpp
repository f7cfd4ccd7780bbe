// One publisher, subscribers that come and go: who hung up is forgotten at the next message.
#include <norace/norace.hpp>

#include <iostream>
#include <string>
#include <utility>
#include <vector>

class Topic {
 public:
  norace::Receiver<std::string> subscribe() const {
    auto ends = norace::channel<std::string>();
    subscribers_.with([&](auto& all) { all.push_back(std::move(ends.sender)); });
    return std::move(ends.receiver);
  }
  std::size_t publish(const std::string& text) const {
    return subscribers_.with([&](auto& all) {
      std::erase_if(all, [&](const norace::Sender<std::string>& each) { return !each.send(text); });
      return all.size();
    });
  }
  void close() const {
    subscribers_.with([](auto& all) { all.clear(); });
  }

 private:
  norace::Mutex<std::vector<norace::Sender<std::string>>> subscribers_;
  NORACE_MEMBERS(subscribers_)
};

std::size_t count_letters(norace::Receiver<std::string> in) {
  std::size_t letters = 0;
  for (const std::string& text : in) letters += text.size();
  return letters;
}

int main() {
  auto topic = norace::Arc<Topic>::make();
  auto first = norace::spawn(count_letters, topic->subscribe());
  auto second = norace::spawn(count_letters, topic->subscribe());
  { const auto leaves_early = topic->subscribe(); }
  auto publisher = norace::spawn(
      [](norace::Arc<Topic> out) {
        for (int i = 0; i < 5; ++i) out->publish("abc");
        return out->publish("x");
      },
      topic);
  std::cout << publisher.join() << ' ';
  topic->close();
  std::cout << first.join() << ' ' << second.join() << '\n';
}
