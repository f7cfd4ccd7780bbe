#pragma once

namespace mustfail {

/// Waits until what this test wrote is old enough for a cache. A ResultCache keeps no answer to a
/// file that may have been written while it looked, and the clock of files moves in steps of up to
/// 10 ms: on a quick machine, a file written just before `mustfail` starts counts as such a file.
void settle_files();

}  // namespace mustfail
