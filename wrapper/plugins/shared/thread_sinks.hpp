// The functions that start threads, or hand work to some, beyond the standard library's own: a
// table of well-known libraries', what a project's file names, and what [[norace::starts_thread]]
// marks.
//
//   tbb::parallel_for    each argument that can be called; on several threads at once; joined
//   pool.post(f)         f, on one thread; it may outlive the call
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "form.hpp"

namespace norace::plugin {

struct ThreadSink {
  static constexpr int kEach = -1;

  std::string function;        // as Callee::name, without the folders that a library hides behind
  int argument = kEach;        // which is called, from 0; kEach: whichever can be
  bool joins = false;          // the thread ends before the function returns
  bool is_concurrent = false;  // it is called on several threads at once
  bool passes_on = false;      // the arguments behind it are handed to it
};

class ThreadSinks {
 public:
  // A later one stands for an earlier one of that name.
  void add(ThreadSink sink) { own_.push_back(std::move(sink)); }

  // For each of Form::callees: how it starts threads; nothing: it does not.
  std::vector<std::optional<ThreadSink>> of(const Form& form) const;

 private:
  std::optional<ThreadSink> of(const Callee& callee) const;

  std::vector<ThreadSink> own_;
};

// "tbb::parallel_for" for "tbb::detail::d1::parallel_for": the name by which people know it.
std::string known_name(std::string_view name);

// May `method` of an object of the class `scope` end the work that was handed to it?
bool waits_for_its_work(std::string_view scope, std::string_view method);

// Do the threads of an object of this class end with it?
bool is_pool_class(std::string_view name);

}  // namespace norace::plugin
