#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "suite/document.hpp"

namespace mustfail {

/// A program made of an example: the suite's prelude, the hidden lines and the block's. Without a
/// `main` of its own the block is put into one, from the line on behind which nothing stands that
/// has to be outside: a function, a template, a namespace, an `#include`. Every line is given the
/// number and the name that it has in the document.
std::string example_source(const std::filesystem::path& document, const CodeBlock& block,
                           const std::vector<std::string>& prelude);

/// The document with nothing but the example's lines in it, so that what its comments say has the
/// lines of the document.
std::string example_view(const CodeBlock& block);

}  // namespace mustfail
