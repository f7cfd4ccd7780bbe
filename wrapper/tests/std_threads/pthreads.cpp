// The POSIX interface: pthread_create and what belongs to it.
#include <pthread.h>

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "run.hpp"

void* count_up(void* argument) {
  int* n = static_cast<int*>(argument);
  for (int i = 0; i < 10; ++i) *n += 1;  // RACE
  return nullptr;
}
void racy_same_argument() {
  int n = 0;
  pthread_t first;
  pthread_t second;
  pthread_create(&first, nullptr, count_up, &n);   // RACE
  pthread_create(&second, nullptr, count_up, &n);  // RACE
  pthread_join(first, nullptr);
  pthread_join(second, nullptr);
}

void* set_result(void* argument) {
  *static_cast<int*>(argument) = 42;  // RACE
  return nullptr;
}
void racy_result_before_the_join() {
  int result = 0;
  pthread_t thread;
  pthread_create(&thread, nullptr, set_result, &result);  // RACE
  std::printf("%d\n", result);                            // RACE
  pthread_join(thread, nullptr);
}

void* show_index(void* argument) {
  std::printf("%d\n", *static_cast<int*>(argument));  // RACE
  return nullptr;
}
void racy_address_of_the_loop_variable() {
  pthread_t threads[4];
  for (int i = 0; i < 4; ++i) {                            // RACE
    pthread_create(&threads[i], nullptr, show_index, &i);  // RACE
  }
  for (pthread_t each : threads) pthread_join(each, nullptr);
}

struct Work {
  int input = 0;
  int output = 0;
};
void* work_on(void* argument) {
  Work* work = static_cast<Work*>(argument);
  work->output = work->input * 2;  // RACE
  return nullptr;
}
void racy_same_struct_for_all() {
  Work work;
  pthread_t threads[3];
  for (int i = 0; i < 3; ++i) {
    work.input = i;                                        // RACE
    pthread_create(&threads[i], nullptr, work_on, &work);  // RACE
  }
  for (int i = 0; i < 3; ++i) pthread_join(threads[i], nullptr);
}

struct Guarded {
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  int n = 0;
};
void* add_locked(void* argument) {
  Guarded* guarded = static_cast<Guarded*>(argument);
  pthread_mutex_lock(&guarded->mutex);
  guarded->n += 1;  // RACE
  pthread_mutex_unlock(&guarded->mutex);
  return nullptr;
}
void racy_parent_does_not_lock() {
  Guarded guarded;
  pthread_t thread;
  pthread_create(&thread, nullptr, add_locked, &guarded);  // RACE
  guarded.n += 1;                                          // RACE
  pthread_join(thread, nullptr);
}

void* add_after_the_unlock(void* argument) {
  Guarded* guarded = static_cast<Guarded*>(argument);
  pthread_mutex_lock(&guarded->mutex);
  pthread_mutex_unlock(&guarded->mutex);
  guarded->n += 1;  // RACE
  return nullptr;
}
void racy_unlocked_before_the_write() {
  Guarded guarded;
  pthread_t first;
  pthread_t second;
  pthread_create(&first, nullptr, add_after_the_unlock, &guarded);   // RACE
  pthread_create(&second, nullptr, add_after_the_unlock, &guarded);  // RACE
  pthread_join(first, nullptr);
  pthread_join(second, nullptr);
}

struct Shared {
  pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
  int n = 0;
};
void* add_as_a_reader(void* argument) {
  Shared* shared = static_cast<Shared*>(argument);
  pthread_rwlock_rdlock(&shared->lock);
  shared->n += 1;  // RACE
  pthread_rwlock_unlock(&shared->lock);
  return nullptr;
}
void racy_read_lock_for_a_write() {
  Shared shared;
  pthread_t first;
  pthread_t second;
  pthread_create(&first, nullptr, add_as_a_reader, &shared);   // RACE
  pthread_create(&second, nullptr, add_as_a_reader, &shared);  // RACE
  pthread_join(first, nullptr);
  pthread_join(second, nullptr);
}

void racy_closure_without_captures() {
  int n = 0;
  pthread_t thread;
  pthread_create(
      &thread, nullptr,
      [](void* argument) -> void* {
        *static_cast<int*>(argument) += 1;  // RACE
        return nullptr;
      },
      &n);  // RACE
  n += 2;   // RACE
  pthread_join(thread, nullptr);
}

class Runner {
 public:
  void run() {
    pthread_create(&thread_, nullptr, &Runner::enter, this);  // RACE
    count_ += 1;                                              // RACE
    pthread_join(thread_, nullptr);
  }

 private:
  static void* enter(void* self) {
    static_cast<Runner*>(self)->body();  // RACE
    return nullptr;
  }
  void body() {
    count_ += 1;  // RACE
  }
  pthread_t thread_{};
  int count_ = 0;
};
void racy_static_member_with_this() {
  Runner runner;
  runner.run();
}

void* write_text(void* argument) {
  static_cast<std::string*>(argument)->append("thread");  // RACE
  return nullptr;
}
void racy_string_through_the_argument() {
  std::string text = "main";
  pthread_t thread;
  pthread_create(&thread, nullptr, write_text, &text);  // RACE
  text.append("parent");                                // RACE
  pthread_join(thread, nullptr);
}

void* c_style_cast(void* argument) {
  long* n = (long*)argument;
  *n = 1;  // RACE
  return nullptr;
}
void racy_c_style_cast_and_void_pointer() {
  long n = 0;
  pthread_t thread;
  pthread_create(&thread, nullptr, &c_style_cast, (void*)&n);  // RACE
  n = 2;                                                       // RACE
  pthread_join(thread, nullptr);
}

void* set_once(void* argument) {
  *static_cast<int*>(argument) = 42;
  return nullptr;
}
void fine_read_after_the_join() {
  int result = 0;
  pthread_t thread;
  pthread_create(&thread, nullptr, set_once, &result);
  pthread_join(thread, nullptr);
  std::printf("%d\n", result);
}

void fine_argument_of_each() {
  int results[3] = {};
  pthread_t threads[3];
  for (int i = 0; i < 3; ++i) pthread_create(&threads[i], nullptr, set_once, &results[i]);
  int sum = 0;
  for (int i = 0; i < 3; ++i) {
    pthread_join(threads[i], nullptr);
    sum += results[i];
  }
  std::printf("%d\n", sum);
}

void fine_one_after_the_other() {
  int n = 0;
  for (int i = 0; i < 3; ++i) {
    pthread_t thread;
    pthread_create(&thread, nullptr, set_once, &n);
    pthread_join(thread, nullptr);
    n += 1;
  }
}

void* increase_guarded(void* argument) {
  Guarded* guarded = static_cast<Guarded*>(argument);
  pthread_mutex_lock(&guarded->mutex);
  guarded->n += 1;
  pthread_mutex_unlock(&guarded->mutex);
  return nullptr;
}
void fine_all_lock() {
  Guarded guarded;
  pthread_t thread;
  pthread_create(&thread, nullptr, increase_guarded, &guarded);
  pthread_mutex_lock(&guarded.mutex);
  guarded.n += 2;
  pthread_mutex_unlock(&guarded.mutex);
  pthread_join(thread, nullptr);
  pthread_mutex_destroy(&guarded.mutex);
}

void* use_shared(void* argument) {
  Shared* shared = static_cast<Shared*>(argument);
  pthread_rwlock_rdlock(&shared->lock);
  std::printf("%d\n", shared->n);
  pthread_rwlock_unlock(&shared->lock);
  pthread_rwlock_wrlock(&shared->lock);
  shared->n += 1;
  pthread_rwlock_unlock(&shared->lock);
  return nullptr;
}
void fine_readers_and_writers() {
  Shared shared;
  pthread_t first;
  pthread_t second;
  pthread_create(&first, nullptr, use_shared, &shared);
  pthread_create(&second, nullptr, use_shared, &shared);
  pthread_join(first, nullptr);
  pthread_join(second, nullptr);
}

struct Signalled {
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
  bool ready = false;
  int data = 0;
};
void* produce(void* argument) {
  Signalled* state = static_cast<Signalled*>(argument);
  state->data = 5;
  pthread_mutex_lock(&state->mutex);
  state->ready = true;
  pthread_cond_signal(&state->changed);
  pthread_mutex_unlock(&state->mutex);
  return nullptr;
}
void fine_condition() {
  Signalled state;
  pthread_t thread;
  pthread_create(&thread, nullptr, produce, &state);
  pthread_mutex_lock(&state.mutex);
  while (!state.ready) pthread_cond_wait(&state.changed, &state.mutex);
  pthread_mutex_unlock(&state.mutex);
  std::printf("%d\n", state.data);
  pthread_join(thread, nullptr);
}

struct Phases {
  pthread_barrier_t barrier;
  int left = 0;
  int right = 0;
};
void* fill_left(void* argument) {
  Phases* phases = static_cast<Phases*>(argument);
  phases->left = 1;
  pthread_barrier_wait(&phases->barrier);
  std::printf("%d\n", phases->right);
  return nullptr;
}
void fine_barrier() {
  Phases phases;
  pthread_barrier_init(&phases.barrier, nullptr, 2);
  pthread_t thread;
  pthread_create(&thread, nullptr, fill_left, &phases);
  phases.right = 2;
  pthread_barrier_wait(&phases.barrier);
  std::printf("%d\n", phases.left);
  pthread_join(thread, nullptr);
  pthread_barrier_destroy(&phases.barrier);
}

void* make_result(void*) { return new int(7); }
void fine_result_of_the_join() {
  pthread_t thread;
  pthread_create(&thread, nullptr, make_result, nullptr);
  void* result = nullptr;
  pthread_join(thread, &result);
  int* number = static_cast<int*>(result);
  *number += 1;
  std::printf("%d\n", *number);
  delete number;
}

void* own_and_delete(void* argument) {
  Work* work = static_cast<Work*>(argument);
  work->output = work->input + 1;
  delete work;
  return nullptr;
}
void fine_new_object_for_each() {
  pthread_t threads[3];
  for (int i = 0; i < 3; ++i) {
    Work* work = new Work;
    work->input = i;
    pthread_create(&threads[i], nullptr, own_and_delete, work);
  }
  for (pthread_t each : threads) pthread_join(each, nullptr);
}

void* spin_and_add(void* argument) {
  auto* both = static_cast<std::pair<pthread_spinlock_t, int>*>(argument);
  pthread_spin_lock(&both->first);
  both->second += 1;
  pthread_spin_unlock(&both->first);
  return nullptr;
}
void fine_spin_lock() {
  std::pair<pthread_spinlock_t, int> both{};
  pthread_spin_init(&both.first, PTHREAD_PROCESS_PRIVATE);
  pthread_t first;
  pthread_t second;
  pthread_create(&first, nullptr, spin_and_add, &both);
  pthread_create(&second, nullptr, spin_and_add, &both);
  pthread_join(first, nullptr);
  pthread_join(second, nullptr);
  pthread_spin_destroy(&both.first);
}

void* number_as_pointer(void* argument) {
  long n = reinterpret_cast<long>(argument);
  n += 1;
  std::printf("%ld\n", n);
  return nullptr;
}
void fine_number_in_the_pointer() {
  pthread_t threads[3];
  for (long i = 0; i < 3; ++i) {
    pthread_create(&threads[i], nullptr, number_as_pointer, reinterpret_cast<void*>(i));
  }
  for (pthread_t each : threads) pthread_join(each, nullptr);
}

struct Request {
  const int* input;
  int* output;
};
void* answer(void* argument) {
  const Request* request = static_cast<const Request*>(argument);
  *request->output += *request->input;  // RACE
  return nullptr;
}
void missed_two_requests_with_one_output() {
  const int input = 3;
  int output = 0;
  Request requests[2] = {{&input, &output}, {&input, &output}};
  pthread_t threads[2];
  for (int i = 0; i < 2; ++i) {
    pthread_create(&threads[i], nullptr, answer, &requests[i]);  // RACE
  }
  for (pthread_t each : threads) pthread_join(each, nullptr);
}

void* set_late(void* argument) {
  *static_cast<int*>(argument) = 42;  // RACE
  return nullptr;
}
void racy_first_of_two_is_joined() {
  int a = 0;
  int b = 0;
  pthread_t first;
  pthread_t second;
  pthread_create(&first, nullptr, set_once, &a);
  pthread_create(&second, nullptr, set_late, &b);  // RACE
  pthread_join(first, nullptr);
  std::printf("%d\n", b);  // RACE
  pthread_join(second, nullptr);
}

void* answer_own(void* argument) {
  const Request* request = static_cast<const Request*>(argument);
  *request->output = *request->input;
  return nullptr;
}
void fine_requests_with_an_output_each() {
  const int input = 3;
  int outputs[2] = {};
  Request requests[2] = {{&input, &outputs[0]}, {&input, &outputs[1]}};
  pthread_t threads[2];
  for (int i = 0; i < 2; ++i) pthread_create(&threads[i], nullptr, answer_own, &requests[i]);
  for (pthread_t each : threads) pthread_join(each, nullptr);
  std::printf("%d\n", outputs[0] + outputs[1]);
}

void fine_tried_and_asked() {
  struct Local {
    static void* add(void* argument) {
      Guarded* guarded = static_cast<Guarded*>(argument);
      if (pthread_mutex_trylock(&guarded->mutex) == 0) {
        guarded->n += 1;
        pthread_mutex_unlock(&guarded->mutex);
      }
      return nullptr;
    }
  };
  Guarded guarded;
  pthread_t first;
  pthread_t second;
  pthread_create(&first, nullptr, &Local::add, &guarded);
  pthread_create(&second, nullptr, &Local::add, &guarded);
  pthread_join(first, nullptr);
  pthread_join(second, nullptr);
}

RUN_ONE_OF(racy_same_argument, racy_result_before_the_join, racy_address_of_the_loop_variable,
           racy_same_struct_for_all, racy_parent_does_not_lock, racy_unlocked_before_the_write,
           racy_read_lock_for_a_write, racy_closure_without_captures, racy_static_member_with_this,
           racy_string_through_the_argument, racy_c_style_cast_and_void_pointer,
           fine_read_after_the_join, fine_argument_of_each, fine_one_after_the_other, fine_all_lock,
           fine_readers_and_writers, fine_condition, fine_barrier, fine_result_of_the_join,
           fine_new_object_for_each, fine_spin_lock, fine_number_in_the_pointer,
           missed_two_requests_with_one_output, racy_first_of_two_is_joined,
           fine_requests_with_an_output_each, fine_tried_and_asked)
