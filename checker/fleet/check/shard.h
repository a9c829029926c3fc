// A part of the guests, for one of several machines that work on them.
//
// A guest's content decides its shard. So a shard stays much the same when guests are added or
// renamed, and no machine needs to know of the others.
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

// Parses "I/N", from 1/N to N/N. Returns nothing for another form.
std::optional<Shard> ParseShard(const std::string& text);

// Returns the shard that the environment names. The first of these counts: a sharded Bazel test
// (TEST_SHARD_INDEX), a Kubernetes Job with completionMode Indexed (JOB_COMPLETION_INDEX, and
// JOB_COMPLETIONS, which the Job's template must set), a Slurm array (SLURM_ARRAY_TASK_ID). Without
// any, the shard has all guests. Returns nothing, with the reason in `error`, where the environment
// contradicts itself or names a task but not how many there are.
std::optional<Shard> ShardOfEnvironment(std::string* error);

}  // namespace domcheck

#endif  // CHECKER_FLEET_CHECK_SHARD_H_
