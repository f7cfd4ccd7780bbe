#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "suite/suite.hpp"
#include "util/failure.hpp"
#include "util/json_file.hpp"

namespace mustfail {

/// The parts of a suite.json, each below its key; what is wrong is complained of. Paths count from
/// `root`.

Limits read_limits(JsonObject& from, Limits limits);
std::vector<ToolchainRequest> read_toolchains(JsonObject& from, const JsonFile& json,
                                              const std::filesystem::path& root,
                                              Failures& failures);
Strictness read_strictness(JsonObject& from);
NotePolicy read_notes(JsonObject& from);
ExpectationPolicy read_expectations(JsonObject& from);
std::optional<CheckedBy> read_checked_by(JsonObject& from);
std::map<std::string, Rule> read_rules(JsonObject& from, const std::filesystem::path& root);
std::vector<NormalizeStep> read_normalize(JsonObject& from, const JsonFile& json,
                                          Failures& failures);
void read_precompiled(JsonObject& from, const JsonFile& json, Suite& suite);
std::vector<PluginRequest> read_plugins(JsonObject& from, const std::filesystem::path& root);

}  // namespace mustfail
