#pragma once

#include <string>
#include <vector>

#include "suite/expectation.hpp"

namespace mustfail {

/// What `clang -Xclang -verify` was asked for, by its own flags.
struct VerifyOptions {
  std::vector<std::string> prefixes{"expected"};  ///< -verify=PREFIX,PREFIX
  std::vector<Severity> ignored;                  ///< -verify-ignore-unexpected[=LEVEL,LEVEL]
  Strictness strictness;
  int clang_major = 22;  ///< Before 18 a third brace did not belong to the opening ones.
};

/// Takes Clang's own flags for -verify out of a command line (`-Xclang -verify=a,b`, `-verify`,
/// `-verify-ignore-unexpected=note`), so that a compiler does not check by itself, and reads them.
VerifyOptions take_verify_flags(std::vector<std::string>& flags);

/// Makes one more word a prefix of directives.
void add_prefix(VerifyOptions& options, const std::string& prefix);

}  // namespace mustfail
