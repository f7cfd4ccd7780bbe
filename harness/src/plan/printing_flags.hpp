#pragma once

#include <string>
#include <vector>

namespace mustfail {

/// Takes out of a command line what says in which form a compiler prints, but not what it says:
/// another tool's format, colours, places left out (`-fdiagnostics-format=vi`,
/// `-fno-show-source-location`), also with `-Xclang` in front. The form is for us to choose.
/// MSVC's format stays, since Clang chooses some words by it; without_msvc_form() reads it.
void drop_printing_flags(std::vector<std::string>& flags);

/// What Clang prints with places as it prints them otherwise: `a.cpp(3,4): error: ` is
/// `a.cpp:3:4: error: `. `argv` is the command; where it asks for no MSVC format, the same text.
std::string without_msvc_form(std::string text, const std::vector<std::string>& argv);

}  // namespace mustfail
