#pragma once

#include <boost/asio/signal_set.hpp>
#include <csignal>

namespace mustfail {

/// Adds what a person or a system ends a program by, as far as it can be heard: Ctrl-C, Ctrl-\,
/// SIGTERM, and SIGHUP when the terminal is closed.
inline void add_ending_signals(boost::asio::signal_set& signals) {
  for (const int each : {SIGINT, SIGQUIT, SIGTERM, SIGHUP}) signals.add(each);
}

}  // namespace mustfail
