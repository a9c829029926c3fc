// One state of a guest's text, with its check: the input of the language features.
//
// Each feature is a function of a view and a place in its text. Features do not know the protocol:
// places are byte offsets in the text, spans are [begin, end), and protocol.h converts both to
// positions.
#ifndef CHECKER_LSP_GUEST_VIEW_H_
#define CHECKER_LSP_GUEST_VIEW_H_

#include <vector>

#include "capsmodel/host.h"
#include "capsmodel/source_file.h"
#include "checker/engine/check_result.h"

namespace domcheck {

struct Settings;

// Owns nothing. Valid for one request, until its guest or the workspace changes.
struct GuestView {
  const SourceFile* source = nullptr;
  // The part of the text that could be read; a guest is rarely well-formed while it is typed.
  const Document* document = nullptr;
  const CheckResult* result = nullptr;  // of the check against host()
  // The hosts and settings of that check, for checks of changed texts. Null settings mean none.
  std::vector<const Host*> hosts = {};
  const Settings* settings = nullptr;

  // The first host, which features describe; null if the guest has none.
  const Host* host() const { return hosts.empty() ? nullptr : hosts.front(); }
  // The host's document that describes this guest; null if there is none.
  const Capabilities* capabilities() const {
    return result == nullptr ? nullptr : result->capabilities;
  }
};

}  // namespace domcheck

#endif  // CHECKER_LSP_GUEST_VIEW_H_
