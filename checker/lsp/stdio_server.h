// A session over two file descriptors, as editors start it.
//
// One thread reads, so that a request can be taken back while it waits, and so that diagnostics are
// made only when nothing waits; the caller's thread does all the rest.
#ifndef CHECKER_LSP_STDIO_SERVER_H_
#define CHECKER_LSP_STDIO_SERVER_H_

#include "checker/settings/settings.h"

namespace domcheck {

// `defaults` hold where neither configuration files nor the editor say otherwise. Serves until
// `exit`, the end of the input, or the death of the client; returns the exit status: 0 after an
// orderly end, 1 otherwise.
int RunStdioServer(int input, int output, const Settings& defaults);

}  // namespace domcheck

#endif  // CHECKER_LSP_STDIO_SERVER_H_
