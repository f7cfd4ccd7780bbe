// needs: boost/thread.hpp
#define BOOST_THREAD_VERSION 4
#include <boost/thread.hpp>
#include <boost/thread/scoped_thread.hpp>

void racy_thread() {
  int count = 0;
  boost::thread thread([&count] { ++count; });  // RACE
  ++count;                                      // RACE
  thread.join();
}
void racy_group() {
  int count = 0;
  boost::thread_group group;
  group.create_thread([&count] { ++count; });  // RACE
  group.create_thread([&count] { ++count; });  // RACE
  group.join_all();
}
void racy_async() {
  int count = 0;
  auto done = boost::async(boost::launch::async, [&count] { ++count; });  // RACE
  ++count;                                                                // RACE
  done.get();
}
void racy_two_mutexes() {
  int count = 0;
  boost::mutex one;
  boost::mutex other;
  boost::thread thread([&] {
    boost::lock_guard<boost::mutex> lock(one);
    ++count;  // RACE
  });
  {
    boost::lock_guard<boost::mutex> lock(other);
    ++count;  // RACE
  }
  thread.join();
}

void fine_joined() {
  int count = 0;
  boost::thread thread([&count] { ++count; });
  thread.join();
  ++count;
}
void fine_group_joined() {
  int count = 0;
  boost::thread_group group;
  group.create_thread([&count] { ++count; });
  group.join_all();
  ++count;
}
void fine_async_got() {
  int count = 0;
  auto done = boost::async(boost::launch::async, [&count] { ++count; });
  done.get();
  ++count;
}
void fine_locked() {
  int count = 0;
  boost::mutex mutex;
  boost::thread thread([&] {
    boost::unique_lock<boost::mutex> lock(mutex);
    ++count;
  });
  {
    boost::lock_guard<boost::mutex> lock(mutex);
    ++count;
  }
  thread.join();
}
void fine_shared_lock() {
  int count = 0;
  boost::shared_mutex mutex;
  boost::thread thread([&] {
    boost::shared_lock<boost::shared_mutex> lock(mutex);
    (void)(count + 1);
  });
  {
    boost::upgrade_lock<boost::shared_mutex> lock(mutex);
    boost::upgrade_to_unique_lock<boost::shared_mutex> unique(lock);
    ++count;
  }
  thread.join();
}
void fine_deferred() {
  int count = 0;
  auto done = boost::async(boost::launch::deferred, [&count] { ++count; });
  ++count;
  done.get();
}
