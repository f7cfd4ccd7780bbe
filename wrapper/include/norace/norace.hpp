// All of Norace. Each header also stands alone.
#pragma once

#include "norace/arc.hpp"
#include "norace/atomic.hpp"
#include "norace/channel.hpp"
#include "norace/mutex.hpp"
#include "norace/rule.hpp"
#include "norace/scope.hpp"
#include "norace/thread.hpp"
#include "norace/traits.hpp"
#include "norace/wait_group.hpp"
