#include "cache/depfile_slots.hpp"

#include <fmt/format.h>

#include <fstream>
#include <utility>

namespace mustfail {

DepfileSlots::DepfileSlots(std::filesystem::path folder) : folder_(std::move(folder)) {}

std::filesystem::path DepfileSlots::of(std::size_t job) {
  auto slot = taken_.find(job);
  if (slot == taken_.end()) {
    if (free_.empty()) free_.push_back(count_++);
    slot = taken_.emplace(job, free_.back()).first;
    free_.pop_back();
  }
  return folder_ / fmt::format("{}.d", slot->second);
}

void DepfileSlots::empty(std::size_t job) { const std::ofstream emptied(of(job), std::ios::trunc); }

void DepfileSlots::release(std::size_t job) {
  const auto slot = taken_.find(job);
  if (slot == taken_.end()) return;
  free_.push_back(slot->second);
  taken_.erase(slot);
}

}  // namespace mustfail
