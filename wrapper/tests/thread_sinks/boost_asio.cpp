// needs: boost/asio.hpp
#include <boost/asio.hpp>
#include <future>
#include <mutex>

namespace asio = boost::asio;

asio::thread_pool& common_pool();

void racy_post() {
  int count = 0;
  asio::thread_pool pool(4);
  asio::post(pool, [&count] { ++count; });  // RACE
  ++count;                                  // RACE
  pool.join();
}
void racy_post_twice() {
  int count = 0;
  asio::thread_pool pool(4);
  asio::post(pool, [&count] { ++count; });   // RACE
  asio::defer(pool, [&count] { ++count; });  // RACE
  pool.join();
}
void racy_post_in_loop() {
  int count = 0;
  asio::thread_pool pool(4);
  for (int i = 0; i < 10; ++i) asio::post(pool, [&count] { ++count; });  // RACE
  pool.join();
}
void racy_through_executor() {
  int count = 0;
  asio::thread_pool pool(4);
  asio::dispatch(pool.get_executor(), [&count] { ++count; });  // RACE
  ++count;                                                     // RACE
  pool.join();
}
void racy_executor_asked_twice() {
  int count = 0;
  asio::thread_pool pool(4);
  asio::post(pool.get_executor(), [&count] { ++count; });  // RACE
  asio::post(pool.get_executor(), [&count] { ++count; });  // RACE
  pool.join();
}
void racy_strand_and_starter() {
  int count = 0;
  asio::thread_pool pool(4);
  auto strand = asio::make_strand(pool.get_executor());
  asio::post(strand, [&count] { ++count; });  // RACE
  ++count;                                    // RACE
  pool.join();
}
void racy_outlives() {
  int count = 0;
  asio::post(common_pool(), [&count] { ++count; });  // RACE
}
void racy_one_thread_and_starter() {
  int count = 0;
  asio::thread_pool pool(1);
  asio::post(pool, [&count] { ++count; });  // RACE
  ++count;                                  // RACE
  pool.join();
}

void fine_joined() {
  int count = 0;
  asio::thread_pool pool(4);
  asio::post(pool, [&count] { ++count; });
  pool.join();
  ++count;
}
void fine_joined_by_its_end() {
  int count = 0;
  {
    asio::thread_pool pool(4);
    asio::post(pool, [&count] { ++count; });
  }
  ++count;
}
void fine_strand() {
  int count = 0;
  asio::thread_pool pool(4);
  auto strand = asio::make_strand(pool.get_executor());
  asio::post(strand, [&count] { ++count; });
  asio::post(strand, [&count] { ++count; });
  pool.join();
  ++count;
}
void fine_copied_strand() {
  int count = 0;
  asio::thread_pool pool(4);
  asio::strand<asio::thread_pool::executor_type> strand(pool.get_executor());
  auto same = strand;
  asio::post(strand, [&count] { ++count; });
  asio::post(same, [&count] { ++count; });
  pool.join();
}
void fine_one_thread() {
  int count = 0;
  asio::thread_pool pool(1);
  asio::post(pool, [&count] { ++count; });
  asio::post(pool, [&count] { ++count; });
  pool.join();
}
void fine_io_context() {
  int count = 0;
  asio::io_context context;
  asio::post(context, [&count] { ++count; });
  asio::post(context, [&count] { ++count; });
  ++count;
  context.run();
}
void fine_promise() {
  int count = 0;
  asio::thread_pool pool(4);
  std::promise<void> done;
  asio::post(pool, [&] {
    ++count;
    done.set_value();
  });
  done.get_future().get();
  ++count;
  pool.join();
}
void fine_locked() {
  int count = 0;
  std::mutex mutex;
  asio::thread_pool pool(4);
  for (int i = 0; i < 10; ++i)
    asio::post(pool, [&] {
      std::lock_guard lock(mutex);
      ++count;
    });
  pool.join();
}
void fine_use_future() {
  int count = 0;
  asio::thread_pool pool(4);
  auto done = asio::post(pool, asio::use_future([&count] { ++count; }));
  done.get();
  ++count;
}
void fine_chain() {
  int count = 0;
  asio::thread_pool pool(4);
  asio::post(pool, [&] {
    ++count;
    asio::post(pool, [&] { ++count; });
  });
  pool.join();
}
