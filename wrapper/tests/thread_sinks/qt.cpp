// needs: QtConcurrent/QtConcurrent
#include <QMutex>
#include <QThreadPool>
#include <QVector>
#include <QtConcurrent/QtConcurrent>

void racy_run() {
  int count = 0;
  auto done = QtConcurrent::run([&count] { ++count; });  // RACE
  ++count;                                               // RACE
  done.waitForFinished();
}
void racy_run_on_pool() {
  int count = 0;
  QThreadPool pool;
  auto done = QtConcurrent::run(&pool, [&count] { ++count; });  // RACE
  ++count;                                                      // RACE
  done.waitForFinished();
}
void racy_blocking_map() {
  int count = 0;
  QVector<int> numbers(10);
  QtConcurrent::blockingMap(numbers, [&count](int& n) { count += n; });  // RACE
}
void racy_pool() {
  int count = 0;
  QThreadPool pool;
  pool.start([&count] { ++count; });  // RACE
  ++count;                            // RACE
  pool.waitForDone();
}
void racy_outlives() {
  int count = 0;
  QThreadPool::globalInstance()->start([&count] { ++count; });  // RACE
}

void fine_finished() {
  int count = 0;
  auto done = QtConcurrent::run([&count] { ++count; });
  done.waitForFinished();
  ++count;
}
void fine_result() {
  int count = 0;
  auto done = QtConcurrent::run([&count] { return ++count; });
  count += done.result();
}
void fine_pool_done() {
  int count = 0;
  QThreadPool pool;
  pool.start([&count] { ++count; });
  pool.waitForDone();
  ++count;
}
void fine_global_pool_done() {
  int count = 0;
  QThreadPool::globalInstance()->start([&count] { ++count; });
  QThreadPool::globalInstance()->waitForDone();
  ++count;
}
void fine_locked() {
  int count = 0;
  QMutex mutex;
  auto done = QtConcurrent::run([&] {
    QMutexLocker lock(&mutex);
    ++count;
  });
  {
    QMutexLocker lock(&mutex);
    ++count;
  }
  done.waitForFinished();
}
void fine_locked_by_hand() {
  int count = 0;
  QMutex mutex;
  QVector<int> numbers(10);
  QtConcurrent::blockingMap(numbers, [&](int& n) {
    mutex.lock();
    count += n;
    mutex.unlock();
  });
}
void fine_own_element() {
  QVector<int> numbers(10);
  QtConcurrent::blockingMap(numbers, [](int& n) { ++n; });
}
