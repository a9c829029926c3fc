// The kinds of change of one thing that a host offers.
#ifndef CHECKER_FLEET_DIFF_CHANGE_H_
#define CHECKER_FLEET_DIFF_CHANGE_H_

namespace domcheck {

enum class Change {
  kLost,
  kGained,
  kChanged,                  // from one value to another
  kNoLongerStated,           // stated by the old host only
  kStatedNow,                // stated by the new host only
  kNotUsable,                // a CPU model that was
  kUsable,                   // a CPU model that was not
  kUsabilityNoLongerStated,  // of a CPU model, which both hosts know
  kUsableStatedNow,          // a CPU model; the old host did not state whether it is usable
  kNotUsableStatedNow,       // the same
  kDeprecated,
  kNotDeprecated,
};

}  // namespace domcheck

#endif  // CHECKER_FLEET_DIFF_CHANGE_H_
