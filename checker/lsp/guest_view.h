// What the language features look at: one state of a guest's text, and its host.
//
// The features are functions over a view and a place in its text. They know nothing of the
// protocol: places are bytes of the text, [begin, end), and server.h turns them into positions.
#ifndef CHECKER_LSP_GUEST_VIEW_H_
#define CHECKER_LSP_GUEST_VIEW_H_

#include <string>

#include "capsmodel/host.h"
#include "capsmodel/source_file.h"
#include "checker/engine/check.h"

namespace domcheck {

struct Settings;

// Lives as long as what it points to: for one request.
struct GuestView {
  const SourceFile* source = nullptr;
  // As far as the text could be read; a guest that is being typed is rarely well-formed.
  const Document* document = nullptr;
  const CheckResult* result = nullptr;
  const Host* host = nullptr;  // null where none is chosen
  // What the result was made with, for who checks a changed text; null means no settings.
  const Settings* settings = nullptr;

  // The document of the host that speaks of this guest; null where there is none.
  const Capabilities* capabilities() const {
    return result == nullptr ? nullptr : result->capabilities;
  }
};

// A change of the text: `text` in place of the bytes of `span`.
struct TextEdit {
  Span span;
  std::string text;
};

}  // namespace domcheck

#endif  // CHECKER_LSP_GUEST_VIEW_H_
