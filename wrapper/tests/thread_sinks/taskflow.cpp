// needs: taskflow/taskflow.hpp
#include <taskflow/taskflow.hpp>

void racy_async() {
  int count = 0;
  tf::Executor executor;
  auto done = executor.async([&count] { ++count; });  // RACE
  ++count;                                            // RACE
  done.get();
}
void racy_tasks() {
  int count = 0;
  tf::Executor executor;
  tf::Taskflow flow;
  flow.emplace([&count] { ++count; });  // RACE
  flow.emplace([&count] { ++count; });  // RACE
  executor.run(flow).wait();
}
void racy_task_and_starter() {
  int count = 0;
  tf::Executor executor;
  tf::Taskflow flow;
  flow.emplace([&count] { ++count; });  // RACE
  auto done = executor.run(flow);
  ++count;  // RACE
  done.wait();
}
void racy_emplaced_together() {
  int count = 0;
  tf::Executor executor;
  tf::Taskflow flow;
  flow.emplace([&count] { ++count; },   // RACE
               [&count] { ++count; });  // RACE
  executor.run(flow).wait();
}

void fine_got() {
  int count = 0;
  tf::Executor executor;
  auto done = executor.async([&count] { ++count; });
  done.get();
  ++count;
}
void fine_waited_for_all() {
  int count = 0;
  tf::Executor executor;
  executor.async([&count] { ++count; });
  executor.wait_for_all();
  ++count;
}
void fine_in_order() {
  int count = 0;
  tf::Executor executor;
  tf::Taskflow flow;
  auto one = flow.emplace([&count] { ++count; });
  auto other = flow.emplace([&count] { ++count; });
  one.precede(other);
  executor.run(flow).wait();
  ++count;
}
void fine_not_run_yet() {
  int count = 0;
  tf::Executor executor;
  tf::Taskflow flow;
  flow.emplace([&count] { ++count; });
  ++count;
  executor.run(flow).wait();
}
void fine_several_in_order() {
  int count = 0;
  tf::Executor executor;
  tf::Taskflow flow;
  auto [one, two, three] =
      flow.emplace([&count] { ++count; }, [&count] { ++count; }, [&count] { ++count; });
  one.precede(two);
  three.succeed(two);
  executor.run(flow).get();
  ++count;
}
void fine_run_again() {
  int count = 0;
  tf::Executor executor;
  tf::Taskflow flow;
  flow.emplace([&count] { ++count; });
  executor.run_n(flow, 3).wait();
  ++count;
}
