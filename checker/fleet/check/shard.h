// A part of the guests, for one of several machines that share the work.
//
// A guest's content decides its shard. So adding or renaming guests hardly changes a shard, and no
// machine needs to know of the others.
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
  std::string Text() const;  // "2/4", the input of ParseShard
};

// Parses "I/N", from 1/N to N/N. Returns nothing for another form.
std::optional<Shard> ParseShard(const std::string& text);

// Returns the shard that the environment names. The first of these wins: a sharded Bazel test
// (TEST_SHARD_INDEX), a Kubernetes Job with completionMode Indexed (JOB_COMPLETION_INDEX, and
// JOB_COMPLETIONS, which the Job's template must set), a Slurm array (SLURM_ARRAY_TASK_ID). If
// there is none, the shard has all guests. Returns nothing, with the reason in `error`, if the
// environment contradicts itself or has the number of a task but not the number of tasks.
std::optional<Shard> ShardOfEnvironment(std::string* error);

}  // namespace domcheck

#endif  // CHECKER_FLEET_CHECK_SHARD_H_
