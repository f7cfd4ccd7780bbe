#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "report/report.hpp"

namespace mustfail {

/// JUnit XML as Jenkins and GitLab read it: a test suite for each toolchain, a test case for each
/// step. Only elements and attributes that Jenkins' strict schema knows, in its order. Written when
/// the run ends, whole or not at all; to standard output when the path is empty.
std::unique_ptr<Reporter> make_junit_reporter(std::filesystem::path file);

/// The text without what XML 1.0 cannot hold, not even escaped: control characters, U+FFFE, U+FFFF.
/// Bytes that are not UTF-8 become U+FFFD.
std::string xml_text(std::string_view text);

}  // namespace mustfail
