#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "suite/case.hpp"
#include "suite/comment.hpp"
#include "toolchain/toolchain.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// A twin is the same program in another language, beside the C++ file whose stem it has:
/// `naive.rs` and `naive.go` beside `naive.cpp`. It is a Variant whose name is its whole file name.
///
/// - Rust: a naive twin has to be rejected with the code that the C++ file's rule has, where its
///   `expected-error` comments say; a wrapped one has to print what the C++ one does.
/// - Go: a naive twin has to compile, and to be caught by Go's race detector; a wrapped one has to
///   be clean and to print what the C++ one does.

/// The language of a twin's file; nothing when it is no twin by its name.
std::optional<Family> twin_language(const std::filesystem::path& file);

/// The name without the extension of a twin: `naive` for `naive.rs`; any other name as it is.
std::string_view twin_stem(std::string_view variant);

/// Whether the code can be one of rustc's: `E0373`.
bool is_rust_code(std::string_view code);

/// Every comment of a Rust or Go file. Lifetimes open no character literal, and raw strings are
/// strings. The views point into `source`.
std::vector<Comment> find_twin_comments(std::string_view source, Family language);

/// Reads a twin; what is wrong with it is added to `failures`, and then there is none.
std::optional<Variant> read_twin(const std::filesystem::path& file, Failures& failures);

}  // namespace mustfail
