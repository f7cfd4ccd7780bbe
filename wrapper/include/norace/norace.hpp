// All of Norace that most programs use. Each header also stands alone. Not in here, since they cost
// who does not need them: lock_all.hpp, lock_conformance.hpp, mapped_guard.hpp, unlocked.hpp,
// upgradable.hpp (docs/locks.md), pool.hpp (docs/pool.md), select.hpp and timer.hpp
// (docs/select.md), task.hpp (docs/executors.md), async.hpp, async_pool.hpp, async_mutex.hpp
// and async_callback.hpp (docs/coroutines.md).
#pragma once

// What a thread threw comes back from join() as an exception, and misuse that only the run time
// sees is one.
#ifndef __cpp_exceptions
#error "Norace needs exceptions: compile without -fno-exceptions"
#endif

#include "norace/analysis.hpp"
#include "norace/arc.hpp"
#include "norace/atomic.hpp"
#include "norace/barrier.hpp"
#include "norace/borrow.hpp"
#include "norace/builder.hpp"
#include "norace/cell.hpp"
#include "norace/channel.hpp"
#include "norace/chunks.hpp"
#include "norace/condvar.hpp"
#include "norace/lock_level.hpp"
#include "norace/mutex.hpp"
#include "norace/once.hpp"
#include "norace/park.hpp"
#include "norace/rc.hpp"
#include "norace/rule.hpp"
#include "norace/rw_lock.hpp"
#include "norace/scope.hpp"
#include "norace/send_fn.hpp"
#include "norace/thread.hpp"
#include "norace/thread_local.hpp"
#include "norace/traits.hpp"
#include "norace/wait_group.hpp"
