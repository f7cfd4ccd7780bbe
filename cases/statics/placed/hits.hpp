// A header that shares its counter with whoever includes it.
#pragma once

inline int hits = 0;
