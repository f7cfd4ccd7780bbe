#pragma once

namespace mustfail {

/// Stands for one program that we run, from before its start until after its end.
///
/// A program can leave something behind that killing its process group does not reach: a daemon in
/// a session of its own. While one of these lives we are the "subreaper" of all that our programs
/// start, so such an orphan becomes our child; when the last one goes, every child that is left is
/// an orphan, and is killed. Thread-safe.
class RunningProgram {
 public:
  RunningProgram();
  ~RunningProgram();
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;
};

/// Reaps what a program left behind in its process group, once that is dead: it became our child
/// when the program ended. Call it after the program itself was waited for and its group killed.
/// What is not dead yet is reaped by a later call. Thread-safe.
void reap_remains(int group);

}  // namespace mustfail
