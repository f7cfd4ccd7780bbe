#pragma once

#include <filesystem>
#include <memory>
#include <set>

#include "util/failure.hpp"

namespace mustfail {

/// Tells when files change: those below some folders by inotify, so what an editor writes by
/// renaming another file over it counts too. What is reached by a name (each file and folder that
/// is named, and what each link in a folder leads to) is also looked at once a second: it may be
/// deleted and made again, another may take its place, or the link may be turned, and none of that
/// happens within a folder that is watched. Hidden files and editors' backups below the folders do
/// not count, nor do the files that are ignored by name. From its construction on Ctrl-C and its
/// like (see add_ending_signals) no longer kill the process.
class Watch {
 public:
  using Paths = std::set<std::filesystem::path>;

  /// Watches nothing yet.
  explicit Watch(const Paths& ignored);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  /// Watches these instead, and what they lead to now: a file, or a folder with all below it. What
  /// is not there may come. To be asked before what is named is read, and again after each wait():
  /// what changes from then on is told by the next one.
  void renew(const Paths& named);

  /// Waits until files have changed since this was last asked, and then until nothing changes for a
  /// moment. None: Ctrl-C or its like came.
  Result<Paths> wait();

  /// How many folders are watched.
  std::size_t size() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mustfail
