// Functions of C, POSIX and C++ that keep something of the whole process's in themselves, and what
// to use instead.
//
// Promise: holds what C, POSIX and std say may race (C17 7.1.4 and its "not required to avoid data
// races", POSIX's "need not be thread-safe", [iostream.objects.overview] of streams that are not
// synchronised), as far as no argument shows it. rand() and strerror() lock on some systems, and
// are no better for it: their state is still everybody's.
//
// Example: `hidden_state_of("strtok")->instead` is "use strtok_r()".
#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>

namespace norace::plugin {

struct HiddenState {
  std::string_view function;
  std::string_view instead;
};

inline constexpr char use_random[] = "use an engine of <random> in each thread";
inline constexpr char use_database_r[] = "use the function whose name ends in _r";
inline constexpr char use_address_info[] = "use getaddrinfo()";
inline constexpr char use_state[] = "use the function that takes a state, such as mbrtowc()";
inline constexpr char use_early_environment[] =
    "set it before the first thread starts, or give threads the value";
inline constexpr char use_early_locale[] =
    "set it before the first thread starts, or imbue() each stream";

inline constexpr HiddenState hidden_states[] = {
    {"asctime", "use std::strftime() or std::format()"},
    {"clearenv", use_early_environment},
    {"crypt", "use crypt_r()"},
    {"ctime", "use ctime_r() or std::format()"},
    {"drand48", use_random},
    {"ecvt", "use std::to_chars()"},
    {"fcvt", "use std::to_chars()"},
    {"gcvt", "use std::to_chars()"},
    {"getdate", "use std::get_time()"},
    {"getgrent", use_database_r},
    {"getgrgid", use_database_r},
    {"getgrnam", use_database_r},
    {"gethostbyaddr", use_address_info},
    {"gethostbyname", use_address_info},
    {"gethostent", use_database_r},
    {"getlogin", "use getlogin_r()"},
    {"getnetbyaddr", use_database_r},
    {"getnetbyname", use_database_r},
    {"getopt", "read the arguments before the first thread starts"},
    {"getopt_long", "read the arguments before the first thread starts"},
    {"getprotobyname", use_database_r},
    {"getprotobynumber", use_database_r},
    {"getpwent", use_database_r},
    {"getpwnam", use_database_r},
    {"getpwuid", use_database_r},
    {"getservbyname", use_database_r},
    {"getservbyport", use_database_r},
    {"gmtime", "use gmtime_r() or std::chrono"},
    {"hcreate", "use std::unordered_map"},
    {"hdestroy", "use std::unordered_map"},
    {"hsearch", "use std::unordered_map"},
    {"l64a", "use std::to_chars()"},
    {"lgamma", "use lgamma_r(): it leaves the sign in the variable signgam"},
    {"lgammaf", "use lgammaf_r(): it leaves the sign in the variable signgam"},
    {"lgammal", "use lgammal_r(): it leaves the sign in the variable signgam"},
    {"localeconv", "use a std::locale of one's own"},
    {"localtime", "use localtime_r() or std::chrono"},
    {"lrand48", use_random},
    {"mblen", use_state},
    {"mbtowc", use_state},
    {"mrand48", use_random},
    {"ptsname", "use ptsname_r()"},
    {"putenv", use_early_environment},
    {"rand", use_random},
    {"seed48", use_random},
    {"set_default_resource", "give each container its memory resource"},
    {"setenv", use_early_environment},
    {"setlocale", use_early_locale},
    {"srand", use_random},
    {"srand48", use_random},
    {"strerror", "use strerror_r() or std::error_code::message()"},
    {"strtok", "use strtok_r()"},
    {"tmpnam", "use mkstemp()"},
    {"ttyname", "use ttyname_r()"},
    {"unsetenv", use_early_environment},
    {"wctomb", use_state},
};

// The row of a function of the global namespace or std's; null for others.
constexpr const HiddenState* hidden_state_of(std::string_view function) {
  const auto* const found = std::lower_bound(
      std::begin(hidden_states), std::end(hidden_states), function,
      [](const HiddenState& row, std::string_view name) { return row.function < name; });
  return found != std::end(hidden_states) && found->function == function ? found : nullptr;
}
static_assert(std::is_sorted(std::begin(hidden_states), std::end(hidden_states),
                             [](const HiddenState& a, const HiddenState& b) {
                               return a.function < b.function;
                             }));

constexpr bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr bool changes_environment(std::string_view function) {
  return is_one_of(function, {"setenv", "putenv", "unsetenv", "clearenv"});
}
constexpr bool reads_environment(std::string_view function) {
  return is_one_of(function, {"getenv", "secure_getenv"});
}

// std's stream objects: their characters may be written by several threads, unless
// sync_with_stdio(false) was called; how they format may not be changed beside it.
constexpr bool is_standard_stream(std::string_view variable) {
  return is_one_of(variable, {"cin", "cout", "cerr", "clog", "wcin", "wcout", "wcerr", "wclog"});
}
constexpr bool is_format_manipulator(std::string_view function) {
  return is_one_of(
      function,
      {"setw",      "setprecision", "setfill",   "setbase",     "setiosflags", "resetiosflags",
       "hex",       "dec",          "oct",       "fixed",       "scientific",  "hexfloat",
       "boolalpha", "noboolalpha",  "showbase",  "noshowbase",  "showpoint",   "noshowpoint",
       "showpos",   "noshowpos",    "uppercase", "nouppercase", "left",        "right",
       "internal",  "skipws",       "noskipws",  "unitbuf",     "nounitbuf",   "defaultfloat"});
}
// With an argument; without one some of them only tell.
constexpr bool is_format_method(std::string_view method) {
  return is_one_of(method, {"width", "precision", "fill", "flags", "setf", "unsetf", "rdbuf",
                            "imbue", "tie", "exceptions", "copyfmt"});
}
inline constexpr char use_own_format[] =
    "format into a string first, or hold a lock around all that uses the stream";
inline constexpr char use_synchronised[] =
    "leave it synchronised, or hold a lock around all that uses the streams";

// Holding one of these, or inside of one, a thread may have agreed with the others: silence is
// worth more than a false alarm.
constexpr bool is_lock_class(std::string_view name) {
  return is_one_of(name, {"lock_guard", "unique_lock", "scoped_lock", "shared_lock", "MutexGuard",
                          "ReadGuard", "WriteGuard"});
}
constexpr bool is_lock_method(std::string_view name) {
  return is_one_of(name, {"lock", "lock_shared", "lock_ignoring_poison", "read", "write", "with",
                          "with_read", "with_write", "with_both", "pthread_mutex_lock",
                          "pthread_rwlock_wrlock", "mtx_lock", "osyncstream"});
}

}  // namespace norace::plugin
