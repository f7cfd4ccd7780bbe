#pragma once

#include <string>
#include <string_view>

#include "plan/shard.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// Where a remote cache is, and how to speak to it.
struct RemoteAddress {
  std::string host;
  std::string port;
  std::string path;           ///< Before `/ac/KEY`, without a slash at its end; may be empty.
  std::string authorization;  ///< The header's value; empty: none. Never printed.
  std::string shown;          ///< The URL without credentials, for people.
};

/// `http://[USER[:PASSWORD]@]HOST[:PORT][/PATH]`. A bearer token is for a URL without a user. The
/// sentence of a Failure holds no credentials.
Result<RemoteAddress> parse_remote(std::string_view url, std::string_view token = {});

/// Whether this is CI for a pull request of a fork, whose author could store anything: see
/// docs/remote-cache.md for the variables.
bool runs_for_a_fork(const Variables& variables);

}  // namespace mustfail
