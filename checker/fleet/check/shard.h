// A part of the guests, for one of several machines that work on them.
//
// Guests are told apart by their content, so that a shard stays much the same when guests are added
// or renamed, and no machine needs to know of the others.
#ifndef CHECKER_FLEET_CHECK_SHARD_H_
#define CHECKER_FLEET_CHECK_SHARD_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace domcheck {

struct Shard {
  size_t number = 0;  // from 0
  size_t count = 1;   // of all shards

  bool Has(std::string_view content) const;
  std::string Text() const;  // "2/4", as ParseShard takes it
};

// "I/N", from 1/N to N/N. Nothing where it is of another form.
std::optional<Shard> ParseShard(const std::string& text);

// What the environment says, in this order: of a sharded Bazel test (TEST_SHARD_INDEX), of a
// Kubernetes Job with completionMode Indexed (JOB_COMPLETION_INDEX, and JOB_COMPLETIONS, which the
// Job's template is to set), of a Slurm array (SLURM_ARRAY_TASK_ID). All guests where it says
// nothing; nothing at all, with the reason in `error`, where it contradicts itself or names a task
// but not of how many.
std::optional<Shard> ShardOfEnvironment(std::string* error);

}  // namespace domcheck

#endif  // CHECKER_FLEET_CHECK_SHARD_H_
