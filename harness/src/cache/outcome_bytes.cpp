#include "cache/outcome_bytes.hpp"

#include <nlohmann/json.hpp>

namespace mustfail {

namespace {

using Json = nlohmann::json;

Json to_json(const Outcome& outcome) {
  const auto binary = [](const std::string& text) {
    return Json::binary({text.begin(), text.end()});
  };
  return {{"code", outcome.process.ending.code},
          {"signalled", outcome.process.ending.how == Ending::How::signalled},
          {"report", binary(outcome.report)},
          {"output", binary(outcome.process.output)},
          {"errors", binary(outcome.process.errors)},
          {"seconds", outcome.process.seconds},
          {"tries", outcome.tries},
          {"preprocessed", binary(outcome.preprocessed)}};
}

Outcome from_json(const Json& json) {
  const auto text = [&](const char* key) {
    const auto& bytes = json.at(key).get_binary();
    return std::string(bytes.begin(), bytes.end());
  };
  Outcome outcome;
  outcome.process.ending = {
      json.at("signalled").get<bool>() ? Ending::How::signalled : Ending::How::exited,
      json.at("code")};
  outcome.report = text("report");
  outcome.process.output = text("output");
  outcome.process.errors = text("errors");
  outcome.process.seconds = json.at("seconds");
  outcome.tries = json.at("tries");
  outcome.preprocessed = text("preprocessed");
  outcome.cached = true;
  return outcome;
}

}  // namespace

std::string to_bytes(const Outcome& outcome) {
  const auto bytes = Json::to_msgpack(to_json(outcome));
  return {bytes.begin(), bytes.end()};
}

std::optional<Outcome> outcome_from(std::string_view bytes) {
  try {
    return from_json(Json::from_msgpack(bytes, true, false));
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace mustfail
