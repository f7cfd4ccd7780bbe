// Every rule of Norace: its code, the sentence a user reads, and what to write instead.
//
// Promise: a rejected program gets `[CODE] sentence; help` in its *first* error, on the user's own
// line, from GCC 12 and Clang 14 and later alike. How: next to each good overload stands a bad one
// with a constraint that only the mistake meets, with a body, and marked NORACE_REJECT(CODE).
// Measured: the attribute in its GNU spelling, `__attribute__((unavailable("...")))`, works on all
// four; `[[gnu::unavailable]]` is unknown to every Clang. A `static_assert` would blame the
// header's line; `= delete` and a bare `requires` lose the text on GCC.
//
// -DNORACE_UNCHECKED switches every rule off and leaves the behaviour of plain std;
// -DNORACE_UNCHECKED_E0373 (and so on) switches one. A program may use these to see what a rule
// protects it from; all translation units of one program must agree.
//
// Example (a function that refuses what is not Owned):
//
// ```cpp
// template <class T> requires norace::Owned<T>
// void keep(T value);
// template <class T> requires(!norace::Owned<T> && NORACE_ON_E0521)
// NORACE_REJECT(E0521) void keep(T) {}
// ```
#pragma once

// One rule a block: the code as it is printed, the sentence, the help.
#define NORACE_E0373_CODE "E0373"
#define NORACE_E0373_SENTENCE "closure may outlive the current function, but it borrows from it"
#define NORACE_E0373_HELP \
  "pass an Arc or an owned copy as an argument of spawn(), or use scope() with borrow()"

// The compiler plugin's, which knows the capture's name.
#define NORACE_E0373_CAPTURE_CODE "E0373"
#define NORACE_E0373_CAPTURE_SENTENCE \
  "closure may outlive the current function, but it borrows '{}'"
#define NORACE_E0373_CAPTURE_HELP NORACE_E0373_HELP

// The compiler plugins', about std's own threads.
#define NORACE_E0373_THREAD_CODE "E0373"
#define NORACE_E0373_THREAD_SENTENCE "thread may outlive the current function, but it uses '{}'"
#define NORACE_E0373_THREAD_HELP "join it before, or give it a copy or a std::shared_ptr"

#define NORACE_E0373_OPAQUE_CODE "E0373"
#define NORACE_E0373_OPAQUE_SENTENCE \
  "closure may outlive the current function, and what it captures cannot be seen to be owned"
#define NORACE_E0373_OPAQUE_HELP "capture nothing and pass the value as an argument of spawn()"

// Of a coroutine's parameters, see async.hpp.
#define NORACE_E0373_TASK_CODE "E0373"
#define NORACE_E0373_TASK_SENTENCE \
  "a coroutine outlives the lambda that it is the body of, and what the lambda captured"
#define NORACE_E0373_TASK_HELP "capture nothing and pass each value as an argument"

#define NORACE_E0515_CODE "E0515"
#define NORACE_E0515_SENTENCE \
  "the result is a reference, pointer or view of data that is protected or dies here"
#define NORACE_E0515_HELP "return a value"

#define NORACE_E0515_OPAQUE_CODE "E0515"
#define NORACE_E0515_OPAQUE_SENTENCE \
  "the result cannot be seen to hold no reference to data that is protected"
#define NORACE_E0515_OPAQUE_HELP \
  "return a value, or list the members of its class with NORACE_MEMBERS(...)"

#define NORACE_E0515_LOCAL_CODE "E0515"
#define NORACE_E0515_LOCAL_SENTENCE \
  "a reference into '{}' is returned, and it ends with the function"
#define NORACE_E0515_LOCAL_HELP "return a value, or take what is locked from the caller"

#define NORACE_E0521_CODE "E0521"
#define NORACE_E0521_SENTENCE "borrowed data escapes into a thread that may outlive it"
#define NORACE_E0521_HELP \
  "pass an owned value (std::string, std::vector, Arc), or use scope() with borrow()"

// Of a coroutine's parameters, see async.hpp.
#define NORACE_E0521_TASK_CODE "E0521"
#define NORACE_E0521_TASK_SENTENCE                                                               \
  "a coroutine keeps a parameter that is a reference, pointer or view, and may outlive what it " \
  "refers to"
#define NORACE_E0521_TASK_HELP \
  "take an owned value (std::string, std::vector, Arc), and make a member function static"

#define NORACE_E0521_GUARDED_CODE "E0521"
#define NORACE_E0521_GUARDED_SENTENCE \
  "what is guarded escapes from the closure, and would be used without the lock"
#define NORACE_E0521_GUARDED_HELP "copy the value out"

#define NORACE_E0277_SEND_CODE "E0277"
#define NORACE_E0277_SEND_SENTENCE "a value that is not Send would move between threads"
#define NORACE_E0277_SEND_HELP \
  "share through Arc<Mutex<T>> or Arc<Atomic<T>>, and use SendFn for std::function"

#define NORACE_E0277_SYNC_CODE "E0277"
#define NORACE_E0277_SYNC_SENTENCE \
  "a value that is not Sync would be used by several threads at once"
#define NORACE_E0277_SYNC_HELP "put it into a Mutex, or make it an Atomic"

#define NORACE_E0277_ASLEEP_CODE "E0277"
#define NORACE_E0277_ASLEEP_SENTENCE \
  "'{}' is held while the coroutine sleeps, and another thread may wake it"
#define NORACE_E0277_ASLEEP_HELP "drop it before co_await, or end its scope"

#define NORACE_E0277_UNKNOWN_CODE "E0277"
#define NORACE_E0277_UNKNOWN_SENTENCE "a type that cannot be seen into is not known to be Send"
#define NORACE_E0277_UNKNOWN_HELP \
  "list its members with NORACE_MEMBERS(...), or vouch for it with norace::unsafe_send<T>"

#define NORACE_E0277_AWAIT_CODE "E0277"
#define NORACE_E0277_AWAIT_SENTENCE \
  "what is awaited is not known to resume the coroutine once and on one thread"
#define NORACE_E0277_AWAIT_HELP \
  "await a Task, a TaskHandle or what norace's headers give, or wrap it with from_callback()"

#define NORACE_E0382_CODE "E0382"
#define NORACE_E0382_SENTENCE "this was moved away, dropped or joined before"
#define NORACE_E0382_HELP "clone() it first, or use it before it is moved"

// The compiler plugins', which follow what a function does with its objects: see docs/plugins.md.
#define NORACE_E0382_USE_CODE "E0382"
#define NORACE_E0382_USE_SENTENCE "'{}' is used after it was moved away, dropped or joined"
#define NORACE_E0382_USE_HELP "clone() it first, or use it before it is moved"

#define NORACE_E0382_AWAIT_CODE "E0382"
#define NORACE_E0382_AWAIT_SENTENCE \
  "a Task is awaited or run once, and one that has a name might be again"
#define NORACE_E0382_AWAIT_HELP "move it: co_await std::move(task)"

#define NORACE_E0499_CODE "E0499"
#define NORACE_E0499_SENTENCE \
  "an object is borrowed mutably while another thread of this scope has it"
#define NORACE_E0499_HELP "lend disjoint chunks, or borrow() a Mutex or an Atomic"

#define NORACE_E0499_COPY_CODE "E0499"
#define NORACE_E0499_COPY_SENTENCE "a copy of an exclusive loan would lend its object twice"
#define NORACE_E0499_COPY_HELP "borrow_mut() where the thread is spawned"

#define NORACE_E0499_ALIVE_CODE "E0499"
#define NORACE_E0499_ALIVE_SENTENCE "'{}' is borrowed mutably while it is borrowed mutably already"
#define NORACE_E0499_ALIVE_HELP "let the first borrow end before, or join its thread"

#define NORACE_E0502_CODE "E0502"
#define NORACE_E0502_SENTENCE \
  "an object is borrowed while another thread of this scope has it mutably"
#define NORACE_E0502_HELP "borrow() a Mutex or an Atomic in both, or use two scopes"

#define NORACE_E0502_ALIVE_CODE "E0502"
#define NORACE_E0502_ALIVE_SENTENCE "'{}' is borrowed mutably and for reading at once"
#define NORACE_E0502_ALIVE_HELP "let the first borrow end before, or join its thread"

#define NORACE_E0503_CODE "E0503"
#define NORACE_E0503_SENTENCE "'{}' is read while a thread of the scope has it mutably"
#define NORACE_E0503_HELP "read it when the scope is over, or join that thread before"

#define NORACE_E0505_CODE "E0505"
#define NORACE_E0505_SENTENCE \
  "wait() gives the lock away, and what was reached through the guard may change or end meanwhile"
#define NORACE_E0505_HELP \
  "move the guard in and take it back: guard = changed.wait(std::move(guard), ...)"

#define NORACE_E0505_UNLOCKED_CODE "E0505"
#define NORACE_E0505_UNLOCKED_SENTENCE                                                        \
  "unlocked() gives the lock away, and what was reached through the guard may change or end " \
  "meanwhile"
#define NORACE_E0505_UNLOCKED_HELP \
  "move the guard in and take it back: guard = unlocked(std::move(guard), ...)"

#define NORACE_E0505_ALIVE_CODE "E0505"
#define NORACE_E0505_ALIVE_SENTENCE "'{}' goes away while a reference into it is still used"
#define NORACE_E0505_ALIVE_HELP "use the reference before, or move a clone()"

#define NORACE_E0506_CODE "E0506"
#define NORACE_E0506_SENTENCE "'{}' gets a new value while it is borrowed"
#define NORACE_E0506_HELP "assign when the borrow is over"

#define NORACE_E0507_CODE "E0507"
#define NORACE_E0507_SENTENCE \
  "this cannot be copied or moved out: other threads still use the original"
#define NORACE_E0507_HELP "clone() the Arc or Sender, or read the value with lock() or load()"

#define NORACE_E0594_CODE "E0594"
#define NORACE_E0594_SENTENCE "cannot assign through what is only shared"
#define NORACE_E0594_HELP \
  "share an Arc<Mutex<T>> or Arc<Atomic<T>>, take write(), or lend with borrow_mut()"

#define NORACE_E0597_CODE "E0597"
#define NORACE_E0597_SENTENCE "a reference outlives the guard or owner that it came from"
#define NORACE_E0597_HELP "keep the guard as long as what it guards, or use with()"

#define NORACE_E0597_ALIVE_CODE "E0597"
#define NORACE_E0597_ALIVE_SENTENCE \
  "'{}' does not live long enough: a reference into it is used later"
#define NORACE_E0597_ALIVE_HELP "declare it before what refers to it"

// Of what a scope lends, at run time.
#define NORACE_E0597_LENT_CODE "E0597"
#define NORACE_E0597_LENT_SENTENCE "what is lent ends before the threads of the scope are joined"
#define NORACE_E0597_LENT_HELP "declare it before scope()"

#define NORACE_E0597_KEPT_CODE "E0597"
#define NORACE_E0597_KEPT_SENTENCE "a loan that is kept may outlive what it lends"
#define NORACE_E0597_KEPT_HELP \
  "call borrow(), borrow_mut() or chunks_mut() where the thread is spawned"

#define NORACE_E0616_CODE "E0616"
#define NORACE_E0616_SENTENCE "the data belongs to its lock and cannot be reached without it"
#define NORACE_E0616_HELP "take lock() first, or use with()"

#define NORACE_E0716_CODE "E0716"
#define NORACE_E0716_SENTENCE "the guard is a temporary that unlocks at the end of this expression"
#define NORACE_E0716_HELP "give the guard a name, or use with()"

// The compiler plugin's, which puts the variable's name and type between sentence and help, and the
// type into the help's {}.
#define NORACE_E0716_ALIVE_CODE "E0716"
#define NORACE_E0716_ALIVE_SENTENCE \
  "a temporary ends with this expression, and a reference into it is used later"
#define NORACE_E0716_ALIVE_HELP "give it a name"

#define NORACE_E0133_CODE "E0133"
#define NORACE_E0133_SENTENCE "a mutable static can be reached by every thread"
#define NORACE_E0133_HELP \
  "make it const and Sync (a const norace::Mutex<{}>, a LazyLock), or a LocalKey"

#define NORACE_E0133_SCALAR_CODE "E0133"
#define NORACE_E0133_SCALAR_SENTENCE NORACE_E0133_SENTENCE
#define NORACE_E0133_SCALAR_HELP \
  "make it a norace::Atomic<{}>, a const norace::Mutex<{}>, or a LocalKey"

#define NORACE_E0133_POINTER_CODE "E0133"
#define NORACE_E0133_POINTER_SENTENCE NORACE_E0133_SENTENCE
#define NORACE_E0133_POINTER_HELP \
  "make the pointer const, or keep what it leads to in a const norace::Mutex"

#define NORACE_E0133_CONST_CODE "E0133"
#define NORACE_E0133_CONST_SENTENCE NORACE_E0133_SENTENCE
#define NORACE_E0133_CONST_HELP "make it const: all that threads need works on a const one"

#define NORACE_E0133_TARGET_CODE "E0133"
#define NORACE_E0133_TARGET_SENTENCE "a static leads every thread to mutable data"
#define NORACE_E0133_TARGET_HELP "let it refer to const, or to a norace::Mutex or norace::Atomic"

#define NORACE_E0133_SYNC_CODE "E0133"
#define NORACE_E0133_SYNC_SENTENCE "a static that is not Sync can be reached by every thread"
#define NORACE_E0133_SYNC_HELP "put what changes in it into a norace::Mutex or a norace::Atomic"

// Of a function's own state; {} is what to use instead.
#define NORACE_E0133_HIDDEN_CODE "E0133"
#define NORACE_E0133_HIDDEN_SENTENCE "a call changes static data that every thread can reach"
#define NORACE_E0133_HIDDEN_HELP "{}"

#define NORACE_E0133_EARLY_CODE "E0133"
#define NORACE_E0133_EARLY_SENTENCE \
  "a static's initialiser starts a thread that may use a static before it is initialised"
#define NORACE_E0133_EARLY_HELP \
  "start the thread in main(), or give the static a constant initialiser"

#define NORACE_E0712_CODE "E0712"
#define NORACE_E0712_SENTENCE "a reference to a thread-local would leave its thread"
#define NORACE_E0712_HELP "return a copy from with()"

#define NORACE_N0001_CODE "N0001"
#define NORACE_N0001_SENTENCE "a handle or guard that nobody names ends at once"
#define NORACE_N0001_HELP "give it a name"

#define NORACE_N0002_CODE "N0002"
#define NORACE_N0002_SENTENCE "locks must be taken in the order of their levels"
#define NORACE_N0002_HELP "take the lower level first"

#define NORACE_N0002_ALL_CODE "N0002"
#define NORACE_N0002_ALL_SENTENCE NORACE_N0002_SENTENCE
#define NORACE_N0002_ALL_HELP \
  "give lock_all() no_lock, or the guard of a lower level, and then mutexes with levels only"

#define NORACE_N0004_CODE "N0004"
#define NORACE_N0004_SENTENCE "an Atomic holds only what is trivially copyable and owned"
#define NORACE_N0004_HELP "use Mutex<T>"

// The compiler plugins', about std's own threads.
#define NORACE_N0005_CODE "N0005"
#define NORACE_N0005_SENTENCE "'{}' is used by two threads at once, and one of them writes"
#define NORACE_N0005_HELP "make it std::atomic, or put it behind a mutex"

#define NORACE_N0006_CODE "N0006"
#define NORACE_N0006_SENTENCE "the thread's function cannot be called with these arguments"
#define NORACE_N0006_HELP "pass one for each of its parameters, in their order"

#define NORACE_N0006_OWNED_CODE "N0006"
#define NORACE_N0006_OWNED_SENTENCE \
  "the thread's function wants a reference to an argument that the thread owns"
#define NORACE_N0006_OWNED_HELP \
  "take it by value, or lend it to a thread of a scope with borrow_mut()"

#define NORACE_N0006_LENT_CODE "N0006"
#define NORACE_N0006_LENT_SENTENCE \
  "the thread's function wants a reference to an argument that is not lent"
#define NORACE_N0006_LENT_HELP "lend it with borrow() or borrow_mut()"

#define NORACE_N0006_PARTS_CODE "N0006"
#define NORACE_N0006_PARTS_SENTENCE "only what stands side by side in memory can be lent in parts"
#define NORACE_N0006_PARTS_HELP \
  "take a std::vector or a std::array; of bool, one of char, since several bits share a byte"

#define NORACE_N0006_CLOSURE_CODE "N0006"
#define NORACE_N0006_CLOSURE_SENTENCE "a JoinHandle is no thread that takes a closure"
#define NORACE_N0006_CLOSURE_HELP "start it: handles.push_back(norace::spawn(...))"

#define NORACE_N0007_CODE "N0007"
#define NORACE_N0007_SENTENCE "an atomic operation cannot have this ordering"
#define NORACE_N0007_HELP "a load may be Relaxed, Acquire or SeqCst"

#define NORACE_N0007_STORE_CODE "N0007"
#define NORACE_N0007_STORE_SENTENCE NORACE_N0007_SENTENCE
#define NORACE_N0007_STORE_HELP "a store may be Relaxed, Release or SeqCst"

#define NORACE_N0007_FAILURE_CODE "N0007"
#define NORACE_N0007_FAILURE_SENTENCE NORACE_N0007_SENTENCE
#define NORACE_N0007_FAILURE_HELP \
  "what fails only loads: its ordering may be Relaxed, Acquire or SeqCst"

#define NORACE_N0007_FENCE_CODE "N0007"
#define NORACE_N0007_FENCE_SENTENCE NORACE_N0007_SENTENCE
#define NORACE_N0007_FENCE_HELP "a fence may be Acquire, Release, AcqRel or SeqCst"

// `[E0373] sentence; help`, as a string literal.
#define NORACE_TEXT(rule) \
  "[" NORACE_##rule##_CODE "] " NORACE_##rule##_SENTENCE "; " NORACE_##rule##_HELP

// In front of the overload that only the mistake selects. It needs a body.
#define NORACE_REJECT(rule) __attribute__((unavailable(NORACE_TEXT(rule))))

// Calls X(rule) for each rule above.
// clang-format off
#define NORACE_FOR_EACH_RULE(X)                                                            \
  X(E0373) X(E0373_CAPTURE) X(E0373_THREAD) X(E0373_OPAQUE) X(E0373_TASK)                  \
  X(E0382) X(E0382_USE) X(E0382_AWAIT)                                                     \
  X(E0515) X(E0515_OPAQUE) X(E0515_LOCAL) X(E0521) X(E0521_GUARDED) X(E0521_TASK)          \
  X(E0277_SEND) X(E0277_SYNC) X(E0277_ASLEEP) X(E0277_UNKNOWN) X(E0277_AWAIT)              \
  X(E0499) X(E0499_ALIVE) X(E0499_COPY) X(E0502) X(E0502_ALIVE) X(E0503)                   \
  X(E0505) X(E0505_ALIVE) X(E0505_UNLOCKED) X(E0506) X(E0507) X(E0594)                     \
  X(E0597) X(E0597_ALIVE) X(E0597_LENT) X(E0597_KEPT) X(E0616) X(E0716) X(E0716_ALIVE)     \
  X(E0133) X(E0133_SCALAR) X(E0133_POINTER) X(E0133_CONST) X(E0133_TARGET) X(E0133_SYNC)   \
  X(E0133_HIDDEN) X(E0133_EARLY)                                                           \
  X(E0712) X(N0001) X(N0002) X(N0002_ALL) X(N0004) X(N0005)                                \
  X(N0006) X(N0006_OWNED) X(N0006_LENT) X(N0006_PARTS) X(N0006_CLOSURE)                    \
  X(N0007) X(N0007_STORE) X(N0007_FAILURE) X(N0007_FENCE)
// clang-format on

// NORACE_ON_<rule> is true while the rule is on, else false.
#if defined(NORACE_UNCHECKED) || defined(NORACE_UNCHECKED_E0373)
#define NORACE_ON_E0373 false
#else
#define NORACE_ON_E0373 true
#endif
#define NORACE_ON_E0373_CAPTURE NORACE_ON_E0373
#define NORACE_ON_E0373_THREAD NORACE_ON_E0373
#define NORACE_ON_E0373_OPAQUE NORACE_ON_E0373
#define NORACE_ON_E0373_TASK NORACE_ON_E0373
#if defined(NORACE_UNCHECKED) || defined(NORACE_UNCHECKED_E0382)
#define NORACE_ON_E0382 false
#else
#define NORACE_ON_E0382 true
#endif
#define NORACE_ON_E0382_USE NORACE_ON_E0382
#define NORACE_ON_E0382_AWAIT NORACE_ON_E0382
#if NORACE_ON_E0382
#define NORACE_IF_E0382_AWAIT NORACE_REJECT(E0382_AWAIT)
#else
#define NORACE_IF_E0382_AWAIT
#endif
#if defined(NORACE_UNCHECKED) || defined(NORACE_UNCHECKED_E0515)
#define NORACE_ON_E0515 false
#else
#define NORACE_ON_E0515 true
#endif
#define NORACE_ON_E0515_LOCAL NORACE_ON_E0515
#define NORACE_ON_E0515_OPAQUE NORACE_ON_E0515
#if defined(NORACE_UNCHECKED) || defined(NORACE_UNCHECKED_E0521)
#define NORACE_ON_E0521 false
#else
#define NORACE_ON_E0521 true
#endif
#define NORACE_ON_E0521_GUARDED NORACE_ON_E0521
#define NORACE_ON_E0521_TASK NORACE_ON_E0521
#if defined(NORACE_UNCHECKED) || defined(NORACE_UNCHECKED_E0277) || \
    defined(NORACE_UNCHECKED_E0277_SEND)
#define NORACE_ON_E0277_SEND false
#else
#define NORACE_ON_E0277_SEND true
#endif
#define NORACE_ON_E0277_UNKNOWN NORACE_ON_E0277_SEND
#define NORACE_ON_E0277_ASLEEP NORACE_ON_E0277_SEND
#define NORACE_ON_E0277_AWAIT NORACE_ON_E0277_SEND
#if NORACE_ON_E0277_SEND
#define NORACE_IF_E0277_AWAIT NORACE_REJECT(E0277_AWAIT)
#else
#define NORACE_IF_E0277_AWAIT
#endif
#if defined(NORACE_UNCHECKED) || defined(NORACE_UNCHECKED_E0277) || \
    defined(NORACE_UNCHECKED_E0277_SYNC)
#define NORACE_ON_E0277_SYNC false
#else
#define NORACE_ON_E0277_SYNC true
#endif
#if defined(NORACE_UNCHECKED) || defined(NORACE_UNCHECKED_E0499)
#define NORACE_ON_E0499 false
#else
#define NORACE_ON_E0499 true
#endif
#define NORACE_ON_E0499_ALIVE NORACE_ON_E0499
#define NORACE_ON_E0499_COPY NORACE_ON_E0499
#if NORACE_ON_E0499
#define NORACE_IF_E0499_COPY NORACE_REJECT(E0499_COPY)
#else
#define NORACE_IF_E0499_COPY
#endif
#if defined(NORACE_UNCHECKED) || defined(NORACE_UNCHECKED_E0502)
#define NORACE_ON_E0502 false
#else
#define NORACE_ON_E0502 true
#endif
#define NORACE_ON_E0502_ALIVE NORACE_ON_E0502
#if defined(NORACE_UNCHECKED) || defined(NORACE_UNCHECKED_E0505)
#define NORACE_ON_E0505 false
#define NORACE_IF_E0505
#define NORACE_IF_E0505_UNLOCKED
#else
#define NORACE_ON_E0505 true
#define NORACE_IF_E0505 NORACE_REJECT(E0505)
#define NORACE_IF_E0505_UNLOCKED NORACE_REJECT(E0505_UNLOCKED)
#endif
#define NORACE_ON_E0505_UNLOCKED NORACE_ON_E0505
#define NORACE_ON_E0505_ALIVE NORACE_ON_E0505
#if defined(NORACE_UNCHECKED) || defined(NORACE_UNCHECKED_E0503)
#define NORACE_ON_E0503 false
#else
#define NORACE_ON_E0503 true
#endif
#if defined(NORACE_UNCHECKED) || defined(NORACE_UNCHECKED_E0506)
#define NORACE_ON_E0506 false
#else
#define NORACE_ON_E0506 true
#endif
#if defined(NORACE_UNCHECKED) || defined(NORACE_UNCHECKED_E0507)
#define NORACE_ON_E0507 false
#define NORACE_IF_E0507
#else
#define NORACE_ON_E0507 true
#define NORACE_IF_E0507 NORACE_REJECT(E0507)
#endif
#if defined(NORACE_UNCHECKED) || defined(NORACE_UNCHECKED_E0594)
#define NORACE_ON_E0594 false
#else
#define NORACE_ON_E0594 true
#endif
#if defined(NORACE_UNCHECKED) || defined(NORACE_UNCHECKED_E0597)
#define NORACE_ON_E0597 false
#else
#define NORACE_ON_E0597 true
#endif
#define NORACE_ON_E0597_ALIVE NORACE_ON_E0597
#define NORACE_ON_E0597_LENT NORACE_ON_E0597
#define NORACE_ON_E0597_KEPT NORACE_ON_E0597
#if NORACE_ON_E0597
#define NORACE_IF_E0597_LENT NORACE_REJECT(E0597_LENT)
#define NORACE_IF_E0597_KEPT NORACE_REJECT(E0597_KEPT)
#else
#define NORACE_IF_E0597_LENT
#define NORACE_IF_E0597_KEPT
#endif
#if defined(NORACE_UNCHECKED) || defined(NORACE_UNCHECKED_E0616)
#define NORACE_ON_E0616 false
#define NORACE_IF_E0616
#else
#define NORACE_ON_E0616 true
#define NORACE_IF_E0616 NORACE_REJECT(E0616)
#endif
#if defined(NORACE_UNCHECKED) || defined(NORACE_UNCHECKED_E0716)
#define NORACE_ON_E0716 false
#define NORACE_IF_E0716
#else
#define NORACE_ON_E0716 true
#define NORACE_IF_E0716 NORACE_REJECT(E0716)
#endif
#define NORACE_ON_E0716_ALIVE NORACE_ON_E0716
#if defined(NORACE_UNCHECKED) || defined(NORACE_UNCHECKED_E0133)
#define NORACE_ON_E0133 false
#else
#define NORACE_ON_E0133 true
#endif
#define NORACE_ON_E0133_SCALAR NORACE_ON_E0133
#define NORACE_ON_E0133_POINTER NORACE_ON_E0133
#define NORACE_ON_E0133_CONST NORACE_ON_E0133
#define NORACE_ON_E0133_TARGET NORACE_ON_E0133
#define NORACE_ON_E0133_SYNC NORACE_ON_E0133
#define NORACE_ON_E0133_HIDDEN NORACE_ON_E0133
#define NORACE_ON_E0133_EARLY NORACE_ON_E0133
#if defined(NORACE_UNCHECKED) || defined(NORACE_UNCHECKED_E0712)
#define NORACE_ON_E0712 false
#else
#define NORACE_ON_E0712 true
#endif
#if defined(NORACE_UNCHECKED) || defined(NORACE_UNCHECKED_N0001)
#define NORACE_ON_N0001 false
#define NORACE_IF_N0001
#else
#define NORACE_ON_N0001 true
#define NORACE_IF_N0001 [[nodiscard(NORACE_TEXT(N0001))]]
#endif
#if defined(NORACE_UNCHECKED) || defined(NORACE_UNCHECKED_N0002)
#define NORACE_ON_N0002 false
#else
#define NORACE_ON_N0002 true
#endif
#define NORACE_ON_N0002_ALL NORACE_ON_N0002
#if defined(NORACE_UNCHECKED) || defined(NORACE_UNCHECKED_N0005)
#define NORACE_ON_N0005 false
#else
#define NORACE_ON_N0005 true
#endif
#if defined(NORACE_UNCHECKED) || defined(NORACE_UNCHECKED_N0004)
#define NORACE_ON_N0004 false
#else
#define NORACE_ON_N0004 true
#endif
// A call that cannot be made cannot be made without the rule either; then the words are the
// compiler's.
#if defined(NORACE_UNCHECKED) || defined(NORACE_UNCHECKED_N0006)
#define NORACE_ON_N0006 false
#else
#define NORACE_ON_N0006 true
#endif
#define NORACE_ON_N0006_OWNED NORACE_ON_N0006
#define NORACE_ON_N0006_LENT NORACE_ON_N0006
#define NORACE_ON_N0006_PARTS NORACE_ON_N0006
#define NORACE_ON_N0006_CLOSURE NORACE_ON_N0006
#if defined(NORACE_UNCHECKED) || defined(NORACE_UNCHECKED_N0007)
#define NORACE_ON_N0007 false
#else
#define NORACE_ON_N0007 true
#endif
#define NORACE_ON_N0007_STORE NORACE_ON_N0007
#define NORACE_ON_N0007_FAILURE NORACE_ON_N0007
#define NORACE_ON_N0007_FENCE NORACE_ON_N0007

namespace norace {

// A rule as a value; `None` means that nothing is wrong.
enum class Rule : unsigned char {
  None,
#define NORACE_ENUMERATOR(rule) rule,
  NORACE_FOR_EACH_RULE(NORACE_ENUMERATOR)
#undef NORACE_ENUMERATOR
};

// The table, for programs that print it.
struct RuleText {
  Rule rule;
  const char* code;
  const char* sentence;
  const char* help;
  bool on;
};

inline constexpr RuleText rules[] = {
#define NORACE_ROW(rule)                                                             \
  {Rule::rule, NORACE_##rule##_CODE, NORACE_##rule##_SENTENCE, NORACE_##rule##_HELP, \
   NORACE_ON_##rule},
    NORACE_FOR_EACH_RULE(NORACE_ROW)
#undef NORACE_ROW
};

namespace detail {

// The rule if it is on, else None.
constexpr Rule if_on(Rule rule) {
  for (const RuleText& row : rules)
    if (row.rule == rule) return row.on ? rule : Rule::None;
  return Rule::None;
}

// The body of a rejected overload: never called.
template <class T>
[[noreturn]] T never() {
  __builtin_unreachable();
}

}  // namespace detail
}  // namespace norace
