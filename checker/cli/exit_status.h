// The exit statuses of the program.
#ifndef CHECKER_CLI_EXIT_STATUS_H_
#define CHECKER_CLI_EXIT_STATUS_H_

namespace domcheck {

// Users' gates depend on these numbers, so they never change (see README).
enum ExitStatus {
  kExitOk = 0,
  kExitFindings = 1,
  kExitBadInput = 2,
  kExitFault = 3,
};

}  // namespace domcheck

#endif  // CHECKER_CLI_EXIT_STATUS_H_
