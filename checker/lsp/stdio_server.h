// Runs a session over two file descriptors, as editors start it.
//
// One thread only reads, so that a request can be cancelled while it waits, and so that diagnostics
// are computed only when nothing waits. The caller's thread does everything else.
#ifndef CHECKER_LSP_STDIO_SERVER_H_
#define CHECKER_LSP_STDIO_SERVER_H_

#include "checker/settings/settings.h"

namespace domcheck {

// Serves until `exit`, the end of the input, or the death of the client. Returns the exit status: 0
// after an orderly end, else 1. `defaults` apply where neither configuration files nor the editor
// set anything. The caller keeps ownership of the descriptors.
int RunStdioServer(int input, int output, const Settings& defaults);

}  // namespace domcheck

#endif  // CHECKER_LSP_STDIO_SERVER_H_
