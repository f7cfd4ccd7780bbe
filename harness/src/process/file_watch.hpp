#pragma once

#include <linux/filter.h>
#include <linux/seccomp.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "process/process.hpp"

namespace mustfail {

/// A seccomp filter that has the kernel tell us of each system call that takes the name of a file,
/// or shares memory by a name, and lets all others pass. `own_path` is the argument of the one
/// `execve` that is let pass too: the caller's own, behind which the program begins.
std::vector<sock_filter> file_watch_filter(const char* own_path);

/// Puts the filter on this process and all that it starts; returns what the kernel tells us
/// through, or -1. Async-signal-safe.
int install_file_watch(const std::vector<sock_filter>& filter);

/// The names that a program, and all that it starts, asks the file system for, as the kernel sees
/// it: also one that is linked statically, calls the kernel itself, or runs under a detector, whose
/// run-time suffers nothing that is preloaded. Nothing but its speed is changed. A call waits until
/// the io_context gets to it.
///
/// Not seen: what is mapped or read through a descriptor that it was given, sockets, the clock.
class FileWatch : public std::enable_shared_from_this<FileWatch> {
 public:
  /// Takes the descriptor over.
  FileWatch(boost::asio::io_context& context, int listener);

  /// Answers from now on, until the last of the programs has ended or `end` is called.
  void begin();
  void end();

  /// Nothing when a name could not be read, or there were too many.
  std::optional<FilesAsked> asked() const;

 private:
  void wait();
  void answer_all();
  void answer();
  void note(const seccomp_notif& call);

  boost::asio::posix::stream_descriptor listener_;
  std::set<std::string> names_;
  std::set<std::string> written_;
  FilesAsked asked_;  ///< But for these two.
  bool is_unclear_ = false;
};

}  // namespace mustfail
