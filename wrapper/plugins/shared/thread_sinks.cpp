#include "thread_sinks.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "library_names.hpp"

namespace norace::plugin {

namespace {

struct Row {
  std::string_view function;
  int argument;
  bool joins;
  bool is_concurrent;
  bool passes_on;
};

constexpr int kEach = ThreadSink::kEach;

// Tried on the headers of Boost 1.81, oneTBB 2021.8 and Qt 5.15 (Debian 12), and of Taskflow; those
// of folly by their names alone.
constexpr Row kRows[] = {
    {"boost::async", kEach, false, false, true},
    {"boost::thread_group::create_thread", 0, false, false, false},
    {"boost::executors::basic_thread_pool::submit", 0, false, false, false},
    {"boost::asio::post", 1, false, false, false},
    {"boost::asio::defer", 1, false, false, false},
    {"boost::asio::dispatch", 1, false, false, false},
    {"boost::asio::co_spawn", 1, false, false, false},
    {"asio::post", 1, false, false, false},
    {"asio::defer", 1, false, false, false},
    {"asio::dispatch", 1, false, false, false},
    {"asio::co_spawn", 1, false, false, false},
    {"tbb::parallel_for", kEach, true, true, false},
    {"tbb::parallel_for_each", kEach, true, true, false},
    {"tbb::parallel_reduce", kEach, true, true, false},
    {"tbb::parallel_deterministic_reduce", kEach, true, true, false},
    {"tbb::parallel_scan", kEach, true, true, false},
    {"tbb::parallel_sort", kEach, true, true, false},
    {"tbb::parallel_invoke", kEach, true, false, false},
    {"tbb::task_group::run", 0, false, false, false},
    {"tbb::task_group::run_and_wait", 0, true, false, false},
    {"tbb::task_arena::enqueue", 0, false, false, false},
    {"tf::Executor::run", 0, false, false, false},
    {"tf::Executor::run_n", 0, false, false, false},
    {"tf::Executor::async", kEach, false, false, true},
    {"tf::Executor::silent_async", kEach, false, false, true},
    {"tf::Executor::named_async", 1, false, false, true},
    {"QtConcurrent::run", kEach, false, false, true},
    {"QtConcurrent::map", kEach, false, true, false},
    {"QtConcurrent::mapped", kEach, false, true, false},
    {"QtConcurrent::filter", kEach, false, true, false},
    {"QtConcurrent::filtered", kEach, false, true, false},
    {"QtConcurrent::blockingMap", kEach, true, true, false},
    {"QtConcurrent::blockingMapped", kEach, true, true, false},
    {"QtConcurrent::blockingFilter", kEach, true, true, false},
    {"QtConcurrent::blockingFiltered", kEach, true, true, false},
    {"QThreadPool::start", 0, false, false, false},
    {"QThreadPool::tryStart", 0, false, false, false},
    {"folly::CPUThreadPoolExecutor::add", 0, false, false, false},
    {"folly::IOThreadPoolExecutor::add", 0, false, false, false},
    {"folly::ThreadedExecutor::add", 0, false, false, false},
};

}  // namespace

std::string known_name(std::string_view name) {
  std::string known(name);
  constexpr std::string_view hidden[] = {"::detail::d0", "::detail::d1", "::detail::d2",
                                         "::detail::r1"};
  if (begins_with(name, "tbb::"))
    for (const std::string_view each : hidden)
      if (const std::size_t at = known.find(each); at != std::string::npos)
        known.erase(at, each.size());
  return known;
}

std::optional<ThreadSink> ThreadSinks::of(const Callee& callee) const {
  for (std::size_t i = 0; i < callee.parameters.size(); ++i) {
    const Parameter& parameter = callee.parameters[i];
    if (parameter.starts_thread)
      return ThreadSink{callee.name, static_cast<int>(i), parameter.is_joined,
                        parameter.is_concurrent, false};
  }
  const std::string name = known_name(callee.name);
  for (auto each = own_.rbegin(); each != own_.rend(); ++each)
    if (each->function == name || each->function == callee.name) return *each;
  const auto* const row = std::find_if(std::begin(kRows), std::end(kRows),
                                       [&](const Row& each) { return each.function == name; });
  if (row == std::end(kRows)) return std::nullopt;
  return ThreadSink{name, row->argument, row->joins, row->is_concurrent, row->passes_on};
}

std::vector<std::optional<ThreadSink>> ThreadSinks::of(const Form& form) const {
  std::vector<std::optional<ThreadSink>> found;
  found.reserve(form.callees.size());
  for (const Callee& each : form.callees) found.push_back(of(each));
  return found;
}

bool is_pool_class(std::string_view name) {
  return is_one_of(
      known_name(name),
      {"boost::asio::thread_pool", "asio::thread_pool", "tbb::task_group", "tbb::task_group_base",
       "tbb::task_arena", "tf::Executor", "QThreadPool", "boost::thread_group",
       "boost::executors::basic_thread_pool", "folly::CPUThreadPoolExecutor",
       "folly::IOThreadPoolExecutor", "folly::ThreadPoolExecutor", "folly::ThreadedExecutor"});
}

bool waits_for_its_work(std::string_view scope, std::string_view method) {
  if (is_pool_class(scope))
    return is_one_of(method, {"join", "wait", "join_all", "wait_for_all", "waitForDone", "stop",
                              "run_and_wait"});
  return is_one_of(scope, {"QFuture", "QFutureInterface", "QFutureInterfaceBase",
                           "QFutureWatcherBase", "QFutureWatcher"}) &&
         is_one_of(method, {"waitForFinished", "result", "results", "resultAt", "takeResult"});
}

}  // namespace norace::plugin
