#include "cache/remote_address.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/archive/iterators/base64_from_binary.hpp>
#include <boost/archive/iterators/transform_width.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <nlohmann/json.hpp>

#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

using Json = nlohmann::json;

namespace {

std::string base64(const std::string& bytes) {
  namespace it = boost::archive::iterators;
  using Encoded = it::base64_from_binary<it::transform_width<std::string::const_iterator, 6, 8>>;
  std::string text(Encoded(bytes.begin()), Encoded(bytes.end()));
  return text.append((3 - bytes.size() % 3) % 3, '=');
}

/// GitHub tells it in the file that describes the event.
bool is_github_fork(const Variables& variables) {
  const auto file = variables("GITHUB_EVENT_PATH");
  const auto text = file ? read_file(*file) : Result<std::string>(std::string());
  if (!text) return false;
  const Json event = Json::parse(*text, nullptr, false);
  if (!event.is_object() || !event.contains("pull_request")) return false;
  const auto repository = [&](const char* side) {
    const Json::json_pointer where(fmt::format("/pull_request/{}/repo/full_name", side));
    return event.contains(where) ? event.at(where) : Json();
  };
  // A head whose repository is gone was a fork.
  return repository("head") != repository("base") || repository("head").is_null();
}

}  // namespace

Result<RemoteAddress> parse_remote(std::string_view url, std::string_view token) {
  const auto refuse = [](const std::string& what) {
    return Failure{{},
                   "the remote cache: " + what,
                   "write http://[USER:PASSWORD@]HOST[:PORT][/PATH]; see docs/remote-cache.md"};
  };
  const auto parsed = boost::urls::parse_uri(boost::core::string_view(url.data(), url.size()));
  if (!parsed) return refuse("its address is not a URL");
  if (parsed->scheme() == "https") {
    Failure failure = refuse("https is not spoken");
    failure.help = "let a proxy on this machine speak it; see docs/remote-cache.md";
    return failure;
  }
  if (parsed->scheme() != "http") return refuse("its address does not begin with http://");
  if (parsed->host().empty()) return refuse("its address names no host");
  if (parsed->has_port() &&
      !parse_number(std::string_view(parsed->port().data(), parsed->port().size()))) {
    return refuse("its port is not a number");
  }
  if (parsed->has_query() || parsed->has_fragment()) {
    return refuse("its address has a query or a fragment");
  }
  RemoteAddress address;
  address.host = parsed->host_address();
  address.port = parsed->has_port() ? std::string(parsed->port()) : "80";
  const auto path = parsed->encoded_path();
  address.path = std::string(path.data(), path.size());
  while (address.path.ends_with('/')) address.path.pop_back();
  const auto host = parsed->encoded_host_and_port();
  address.shown =
      fmt::format("http://{}{}", std::string_view(host.data(), host.size()), address.path);
  if (parsed->has_userinfo()) {
    address.authorization = "Basic " + base64(parsed->user() + ":" + parsed->password());
  } else if (!token.empty()) {
    if (token.find_first_of("\r\n") != std::string_view::npos) {
      return refuse("its token has a line break in it");
    }
    address.authorization = fmt::format("Bearer {}", token);
  }
  return address;
}

bool runs_for_a_fork(const Variables& variables) {
  struct Pair {
    const char* source;
    const char* target;
  };
  constexpr std::array kPairs{
      Pair{"CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "CI_MERGE_REQUEST_PROJECT_ID"},
      Pair{"BUILDKITE_PULL_REQUEST_REPO", "BUILDKITE_REPO"},
      Pair{"TRAVIS_PULL_REQUEST_SLUG", "TRAVIS_REPO_SLUG"},
      Pair{"APPVEYOR_PULL_REQUEST_HEAD_REPO_NAME", "APPVEYOR_REPO_NAME"},
  };
  for (const Pair& each : kPairs) {
    const auto source = variables(each.source);
    if (source && source != variables(each.target)) return true;
  }
  // CircleCI and Jenkins set these for forks only.
  if (variables("CIRCLE_PR_NUMBER") || variables("CHANGE_FORK")) return true;
  if (const auto azure = variables("SYSTEM_PULLREQUEST_ISFORK")) return *azure == "True";
  return is_github_fork(variables);
}

}  // namespace mustfail
