// Follows a function of a Form as one thread would run it: see races.hpp.
//
// Paths that part are followed one after the other and joined behind; a loop's body is followed
// twice, so that what one turn leaves meets the next.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "form.hpp"
#include "memory.hpp"
#include "thread_sinks.hpp"
#include "trace.hpp"

namespace norace::plugin {

class Execution {
 public:
  // `sinks` has an entry for each callee.
  Execution(const Form& form, const std::vector<std::optional<ThreadSink>>& sinks)
      : form_(form), sinks_(sinks) {}

  // Nothing where the function is too large to be followed.
  std::optional<Trace> run(int function);

  // The name of an object or of its part, as the source has it; "" where it has none.
  std::string name_of(const Place& place) const;
  const FormVariable* variable_of(const Place& place) const;

 private:
  struct State {
    bool is_there = true;
    Memory memory;
    Live live;
    std::vector<Held> held;
    int own_conditions = 0;
    int conditions = 0;  // that are not sure to come out so
    // Threads that run on some of the paths that came here; under so many conditions a use is still
    // on those paths.
    std::map<int, int> maybe_live;
  };
  struct Loop {
    std::size_t scopes;  // those around it
    State exit;
    State next_turn;
  };
  struct Scope {
    bool is_full_expression = false;
    std::vector<int> objects;
  };
  struct Frame {
    std::vector<Scope> scopes;
    std::vector<Loop*> breaks;
    std::vector<Loop*> loops;
    std::vector<State*> switches;
    State returned;
    std::optional<Value> value;
    bool has_value = false;
    bool is_new_coroutine = false;  // it sleeps for the first time where it begins
  };
  struct Object {
    int variable;
    int type;
    std::string name = {};  // by what leads to it, where it has none of its own
  };

  // -- values and objects: execution.cpp
  Value evaluate(const Node* node, bool is_wanted = true);
  Value evaluate_parts(const Node& node);
  Value read(const Value& pointer, bool is_pointer, unsigned at);
  Value read_quietly(const Place& place, bool is_pointer) const;
  void write(const Value& pointer, const Value& value, unsigned at);
  void put(const Place& place, const Value& value);
  Value closure(const Node& node);
  Value made(const Node& node);
  Value element(const Node& node);
  int object_of(int variable);
  int new_object(int variable);
  int new_nameless(int type = -1);
  Place place_of_variable(int variable) { return {object_of(variable), {}}; }
  bool is_shared_by_all(const Place& place) const;
  int type_of(const Place& place) const;
  void name_target(const Place& by);

  // -- statements.cpp
  void block(const Node& node);
  void declare(const Node& node);
  void lead_to_coroutine(const Place& handle, int type);
  Value choice(const Node& node, bool is_wanted);
  void loop(const Node& node);
  void turn(const Node& node, Loop& loop);
  void ask(const Node* condition, Loop& loop);
  void run_switch(const Node& node);
  void run_try(const Node& node);
  void run_return(const Node& node);
  void jump(State& to, std::size_t scopes);
  void end_scope(const Scope& scope);
  void end_object(const Place& place, int type);
  void end_variable(int object);
  void look();
  static State joined(State one, const State& other);
  State nowhere() const;

  // -- calls.cpp
  Value call(const Node& node, bool is_wanted);
  Value invoke(const Node& node);
  Value enter(int function, const std::vector<Value>& arguments);
  bool can_enter(int function) const;
  bool is_new_here(int function) const;
  bool is_lazy_coroutine(int function) const;
  Value coroutine(int function, const std::vector<Value>& arguments);
  void pass(int parameter, const Value& argument);
  void call_unknown(const Callee* callee, const std::vector<Value>& arguments);

  // -- what the standard library's calls do: library_calls.cpp, and a file for each kind
  struct Call {
    const Callee& callee;
    std::string_view scope;   // "std::vector"
    std::string_view method;  // "push_back"
    const std::vector<Value>& arguments;
    unsigned at;
    bool is_wanted;

    const Value& argument(std::size_t i) const;  // without the object; Unknown behind the last
    std::size_t count() const;
    const Parameter& parameter(std::size_t i) const;
    std::optional<Place> object() const;
  };
  std::optional<Value> library_call(const Call& call);
  std::optional<Value> thread_call(const Call& call);
  std::optional<Value> free_thread_call(const Call& call);
  std::optional<Value> mutex_call(const Call& call);
  std::optional<Value> guard_call(const Call& call);
  std::optional<Value> foreign_guard_call(const Call& call);
  std::optional<Value> atomic_call(const Call& call);
  std::optional<Value> waiting_call(const Call& call);
  std::optional<Value> pointer_call(const Call& call);
  std::optional<Value> callable_call(const Call& call);
  std::optional<Value> container_call(const Call& call);
  Value other_call(const Call& call);
  void go_over_ranges(const Call& call);
  void stream_call(const Call& call);
  bool is_own_stream(const Place& place) const;

  // -- sink_calls.cpp
  struct Pool {
    std::optional<Place> place;  // nothing: it is not known which
    bool is_serial = false;      // its work never runs at once
  };
  std::optional<Value> sink_call(const Call& call, const ThreadSink& sink);
  std::optional<Value> pool_call(const Call& call);
  std::optional<Pool> asio_pool(const Call& call);
  bool is_of_one_thread(const Place& pool) const;
  bool can_be_called(const Value& value);
  std::size_t arguments_of(const Value& callable) const;
  std::optional<Value> taskflow_call(const Call& call);

  // -- followed_threads.cpp
  struct Start {
    bool joins_itself = false;    // as its handle ends
    bool has_result = false;      // that somebody may ask for
    bool runs_coroutine = false;  // the callable is a coroutine, or makes one
    std::vector<Held> held = {};
  };
  int start(const Value& callable, const std::vector<Value>& arguments, unsigned at, Start how);
  Value run_callable(const Value& callable, const std::vector<Value>& arguments, unsigned at);
  Value run_pointed(Value callable, std::vector<Value> arguments, unsigned at,
                    bool is_pointer = false);
  void run_coroutine(const Value& callable, const std::vector<Value>& arguments, unsigned at);
  std::vector<Value> decayed(const Call& call, std::size_t from);
  static std::vector<Value> forwarded(const Call& call, std::size_t from);
  Value decay(const Value& argument, Passing passing);
  void join_thread(int thread, unsigned at);
  void lose_thread(int thread);
  void end_threads(const std::set<int>& threads, unsigned at);
  void lose_threads_in(const Place& place);
  std::set<int> threads_in(const Place& place);
  void lock(const Held& held);
  void unlock(const Held& held);
  void hand_over(std::optional<Place> object, bool gives, bool takes, bool is_mutex = false);
  void record(const Place& place, bool writes, unsigned at, bool is_atomic = false,
              bool is_end = false);

  const Form& form_;
  const std::vector<std::optional<ThreadSink>>& sinks_;
  Trace trace_;
  State state_;
  std::vector<Object> objects_;
  std::map<int, int> object_of_variable_;
  std::map<std::pair<int, int>, int> thread_local_objects_;
  std::deque<Frame> frames_;  // whoever ends a scope enters destructors: frames must not move
  std::vector<int> entered_;
  int thread_ = 0;
  long steps_ = 0;
  bool gave_up_ = false;
  std::map<int, unsigned> joins_;
  std::set<int> pooled_;  // threads of pools that are not known
  bool are_tasks_in_order_ = false;

  friend class RaceJudge;
};

}  // namespace norace::plugin
