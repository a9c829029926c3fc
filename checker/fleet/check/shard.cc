#include "checker/fleet/check/shard.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

#include "capsmodel/whole_number.h"
#include "checker/base/fnv1a.h"

namespace domcheck {
namespace {

std::string_view Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

// Bazel assumes that a test that does not touch this file cannot be sharded.
void TouchBazelStatusFile() {
  const std::string path(Variable("TEST_SHARD_STATUS_FILE"));
  if (path.empty()) return;
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (file >= 0) close(file);
}

// The variables in which a scheduler passes the number of tasks and the number of this one.
struct Scheduler {
  const char* number;
  const char* count;
  const char* first;  // the number of the first task; null for 0
};
constexpr Scheduler kSchedulers[] = {
    {"TEST_SHARD_INDEX", "TEST_TOTAL_SHARDS", nullptr},
    {"JOB_COMPLETION_INDEX", "JOB_COMPLETIONS", nullptr},
    {"SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT", "SLURM_ARRAY_TASK_MIN"},
};

}  // namespace

bool Shard::Has(std::string_view content) const {
  if (count == 1) return true;
  const uint64_t hash = Fnv1a(content);
  // Fold the hash: its low bits alone are poor.
  return (hash ^ hash >> 32) % count == number;
}

std::string Shard::Text() const { return std::to_string(number + 1) + "/" + std::to_string(count); }

std::optional<Shard> ParseShard(const std::string& text) {
  const size_t slash = text.find('/');
  if (slash == std::string::npos) return std::nullopt;
  const auto number = WholeNumber(std::string_view(text).substr(0, slash));
  const auto count = WholeNumber(std::string_view(text).substr(slash + 1));
  if (!number || !count || *number < 1 || *number > *count) return std::nullopt;
  return Shard{*number - 1, *count};
}

std::optional<Shard> ShardOfEnvironment(std::string* error) {
  for (const Scheduler& scheduler : kSchedulers) {
    if (Variable(scheduler.number).empty()) continue;
    // Without the count, every task would check all guests.
    if (Variable(scheduler.count).empty()) {
      *error = std::string("the environment has ") + scheduler.number + "=" +
               std::string(Variable(scheduler.number)) + " but no " + scheduler.count +
               ": set it, or say which part of the guests with --shard I/N (1/1 is all)";
      return std::nullopt;
    }
    const auto number = WholeNumber(Variable(scheduler.number)),
               count = WholeNumber(Variable(scheduler.count));
    const auto first = scheduler.first == nullptr ? 0 : WholeNumber(Variable(scheduler.first));
    if (!number || !count || !first || *number < *first || *number - *first >= *count) {
      *error = std::string("the environment's ") + scheduler.number + "=" +
               std::string(Variable(scheduler.number)) + " is none of " + scheduler.count + "=" +
               std::string(Variable(scheduler.count)) + " tasks; say which with --shard I/N";
      return std::nullopt;
    }
    TouchBazelStatusFile();
    return Shard{*number - *first, *count};
  }
  return Shard();
}

}  // namespace domcheck
