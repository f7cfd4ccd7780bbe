// tally: counts the words of documents on several threads, and shows how far it is.
//
//   tally THREADS DOCUMENTS
//
// The documents are made up, so that the program needs no files: each has the words of its number.
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace tally {

// -- documents ------------------------------------------------------------------------------------

struct Document {
  std::size_t number = 0;
  std::string text;
};

constexpr std::string_view kWords[] = {"one", "two", "three", "four", "five", "six", "seven"};
constexpr std::size_t kWordsOfDocument = 200;

Document make_document(std::size_t number) {
  Document made;
  made.number = number;
  for (std::size_t i = 0; i < kWordsOfDocument; ++i) {
    made.text += kWords[(number + i * i) % std::size(kWords)];
    made.text += i % 10 == 9 ? '\n' : ' ';
  }
  // Some documents are broken.
  if (number % 50 == 49) made.text[made.text.size() / 2] = '\x01';
  return made;
}

bool is_text(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' || c == '\n'; });
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" \n", at), text.size());
    if (end > at) words.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

// -- a queue of work ------------------------------------------------------------------------------

class Queue {
 public:
  void push(Document document) {
    {
      std::lock_guard lock(mutex_);
      documents_.push_back(std::move(document));
    }
    changed_.notify_one();
  }

  void close() {
    {
      std::lock_guard lock(mutex_);
      is_closed_ = true;
    }
    changed_.notify_all();
  }

  // False: there is nothing left, and nothing will come.
  bool pop(Document& document) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return is_closed_ || !documents_.empty(); });
    if (documents_.empty()) return false;
    document = std::move(documents_.front());
    documents_.pop_front();
    return true;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Document> documents_;
  bool is_closed_ = false;
};

// -- what is counted ------------------------------------------------------------------------------

class Counts {
 public:
  void add(const std::vector<std::string>& words) {
    std::lock_guard lock(mutex_);
    for (const std::string& each : words) ++counts_[each];
  }

  std::map<std::string, std::size_t> take() {
    std::lock_guard lock(mutex_);
    return std::move(counts_);
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::size_t> counts_;
};

struct Progress {
  std::size_t documents = 0;
  std::size_t words = 0;
};

class Tally {
 public:
  explicit Tally(std::size_t threads) {
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
  }

  void add(Document document) { queue_.push(std::move(document)); }

  void finish() {
    queue_.close();
    for (std::thread& each : threads_) each.join();
    threads_.clear();
  }

  std::map<std::string, std::size_t> take_counts() { return counts_.take(); }
  const Progress& progress() const { return progress_; }
  const std::vector<std::size_t>& broken() const { return broken_; }

 private:
  void work() {
    Document document;
    while (queue_.pop(document)) {
      if (!is_text(document.text)) {
        broken_.push_back(document.number);
        continue;
      }
      const std::vector<std::string> words = words_of(document.text);
      counts_.add(words);
      ++progress_.documents;
      progress_.words += words.size();
    }
  }

  Queue queue_;
  Counts counts_;
  Progress progress_;
  std::vector<std::size_t> broken_;
  std::vector<std::thread> threads_;
};

// -- running it -----------------------------------------------------------------------------------

// Says now and then how far it is, until it is told to stop.
class Reporter {
 public:
  Reporter(const Tally& tally, std::size_t documents)
      : thread_([this, &tally, documents] { report(tally, documents); }) {}

  void stop() {
    is_stopped_ = true;
    thread_.join();
  }

 private:
  void report(const Tally& tally, std::size_t documents) {
    while (!is_stopped_) {
      const std::size_t done = tally.progress().documents;
      if (done != shown_) std::fprintf(stderr, "%zu of %zu\n", done, documents);
      shown_ = done;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }

  bool is_stopped_ = false;
  std::size_t shown_ = 0;
  std::thread thread_;
};

// The slowest part of a start is done meanwhile.
void warm_up() {
  std::size_t length = 0;
  std::thread warmer([&length] {
    for (std::size_t i = 0; i < 10; ++i) length += make_document(i).text.size();
  });
  warmer.detach();
}

int run(std::size_t threads, std::size_t documents) {
  warm_up();
  Tally tally(threads);
  Reporter reporter(tally, documents);
  for (std::size_t i = 0; i < documents; ++i) tally.add(make_document(i));
  tally.finish();
  reporter.stop();
  for (const auto& [word, count] : tally.take_counts())
    std::printf("%-6s %zu\n", word.c_str(), count);
  std::printf("%zu words of %zu documents, %zu broken\n", tally.progress().words,
              tally.progress().documents, tally.broken().size());
  return 0;
}

}  // namespace tally

int main(int count, char** words) {
  if (count != 3) {
    std::fputs("usage: tally THREADS DOCUMENTS\n", stderr);
    return 2;
  }
  return tally::run(std::strtoul(words[1], nullptr, 10), std::strtoul(words[2], nullptr, 10));
}
