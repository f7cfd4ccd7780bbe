#pragma once

#include <string>

namespace mustfail {

struct NormalizeContext;

/// The steps about names that compilers make up, each in its own way and with its own numbers; see
/// normalize_steps().

/// `main()::{lambda(int)#2}` -> `main()::<lambda(int)>`, `$_0` -> `<lambda>`, and no column in
/// `(lambda at naive.cpp:5:17)`.
void lambda_names(std::string& text, const NormalizeContext& context);

/// `{anonymous}::`, `<unnamed>::` -> `(anonymous namespace)::`; `<unnamed struct>`,
/// `struct<unnamed>`, `._anon_0`, `(unnamed struct at naive.cpp:5:1)` -> `(anonymous struct)`.
void anonymous_names(std::string& text, const NormalizeContext& context);

/// `std::__cxx11::string` -> `std::string`, `$SYSTEM/bits/stl_vector.h` -> `$SYSTEM/bits`.
void libstdcxx_names(std::string& text, const NormalizeContext& context);

/// `[with U = int; T = char]` -> `[with T = char; U = int]`.
void with_order(std::string& text, const NormalizeContext& context);

/// `main()::<lambda(auto:15)>` -> `main()::<lambda(auto)>`: GCC numbers them through the whole
/// translation unit, so that each one more in a header would move them all.
void auto_numbers(std::string& text, const NormalizeContext& context);

}  // namespace mustfail
