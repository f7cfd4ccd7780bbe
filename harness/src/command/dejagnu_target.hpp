#pragma once

#include <string>
#include <string_view>

namespace mustfail {

/// The language standard that a program of GCC's test suite is for, by the selector of its
/// `{ dg-do compile { target c++20 } }`: `c++20`, which means that or later; `c++17_only`,
/// `c++17_down`, `! c++20`, and these with `&&`, `||` and braces. Of several that will do, the
/// oldest, or the newest where there is a newest. Empty where none is asked for. What is said of
/// machines and features is not looked at.
std::string dejagnu_standard(std::string_view source);

}  // namespace mustfail
