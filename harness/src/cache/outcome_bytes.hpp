#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plan/job.hpp"

namespace mustfail {

/// What the result cache keeps of an outcome: MessagePack, and bytes for what compilers and
/// programs printed, which may be no UTF-8.
std::string to_bytes(const Outcome& outcome);

/// The outcome, as one from the cache; nothing where the bytes are of something else.
std::optional<Outcome> outcome_from(std::string_view bytes);

}  // namespace mustfail
