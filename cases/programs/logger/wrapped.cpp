// One thread owns the log; everybody has a Sender, and the last one to leave ends it.
#include <norace/norace.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

class Logger {
 public:
  explicit Logger(norace::Sender<std::string> out) : out_(std::move(out)) {}
  void line(const std::string& text) const { out_.send(text); }

 private:
  norace::Sender<std::string> out_;
  NORACE_MEMBERS(out_)
};

int main() {
  auto [tx, rx] = norace::channel<std::string>();
  auto logger = std::make_unique<Logger>(std::move(tx));
  auto writer = norace::spawn(
      [](norace::Receiver<std::string> lines) {
        std::vector<std::string> all;
        for (auto& line : lines) all.push_back(std::move(line));
        std::sort(all.begin(), all.end());
        return all;
      },
      std::move(rx));
  {
    auto a = norace::spawn([](Logger log) { log.line("from a"); }, *logger);
    auto b = norace::spawn([](Logger log) { log.line("from b"); }, *logger);
    logger.reset();
  }
  for (const auto& line : writer.join()) std::cout << line << '\n';
}
