// Guest x capabilities -> findings: the engine behind every front end.
//
// A ReadGuest is a guest read once, with what it requires; Check answers that against a host, any
// number of times, from any thread. Nothing here prints or opens files.
#ifndef CHECKER_ENGINE_CHECK_H_
#define CHECKER_ENGINE_CHECK_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/element_spans.h"
#include "capsmodel/host.h"
#include "capsmodel/source_file.h"
#include "capsmodel/xml_reader.h"
#include "rules/rule.h"

namespace domcheck {

enum class GuestVerdict {
  kCompatible,    // no error, and something was answered beside which guests the document is for
  kIncompatible,  // at least one error
  kUnknown,       // no error, but nothing that was asked could be answered
  kInvalid,       // the guest could not be read
};

// compatible, incompatible, unknown, invalid.
std::string_view GuestVerdictName(GuestVerdict verdict);

// Why a finding does not count.
enum class Suppression {
  kNone,
  kInSource,  // a comment in the guest says so: ignore_comments.h
  kBaseline,  // it was known before: baseline.h
};

// A requirement that is not met, or, as a note, not decided; or what is wrong with the input.
struct Finding {
  const Rule* rule = nullptr;
  Severity severity = Severity::kError;
  std::string capability;            // path; empty where none is concerned
  std::optional<std::string> value;  // what the guest asks for
  std::vector<std::string> allowed;  // what the host offers instead
  std::string suggestion;            // one of them, or empty
  std::string message;               // one line, without the place and the rule's id
  std::string lack;                  // of several hosts at once, as in Verdict; may be empty
  bool implied = false;              // the guest does not say the value, libvirt fills it in
  bool is_open = false;              // a question that stays unanswered, not a violation
  std::optional<Span> span;          // in bytes of the guest's text; nothing for a file unread
  std::string path;                  // of what was asked, as XPath
  size_t capability_line = 0;        // from 1, in the capabilities document; 0 where there is none
  Suppression suppression = Suppression::kNone;
  std::string suppression_reason;  // as the comment in the guest says it; may be empty
};

// A question that a guest raised, and whether the document answered it.
struct AskedRule {
  const Rule* rule = nullptr;
  Support support = Support::kUnknown;
};

// One guest checked against one host.
struct CheckResult {
  GuestVerdict verdict = GuestVerdict::kInvalid;
  size_t asked = 0;                            // requirements
  size_t unknown = 0;                          // of these, left undecided by the document
  const Capabilities* capabilities = nullptr;  // the one chosen; null where none was
  std::vector<AskedRule> answers;              // all `asked`, in the order of the guest's elements
  std::vector<Finding> findings;               // in the order of the guest's text

  // The verdict that follows from the findings that count; an invalid guest stays invalid.
  void DecideVerdict();
  // Whether the document leaves a question open that is about more than which guests it is for.
  bool LeavesOpen() const;
};

// Whether what the document does not decide becomes a finding too, a note.
enum class Notes { kLeaveOut, kInclude };

class ReadGuest {
 public:
  // Reads the text whatever it holds; what is wrong with it becomes a finding of every result.
  // `document` is filled and must outlive this; it is the caller's so that its memory serves the
  // next guest.
  ReadGuest(SourceFile source, XmlReader* reader, Document* document);

  const SourceFile& source() const { return source_; }
  const Document& document() const { return *document_; }
  // What the guest asks, as far as it could be read.
  const std::vector<Requirement>& requirements() const { return requirements_; }
  // Whether the text is XML of another kind than a guest.
  bool is_other_xml() const;

  CheckResult Check(const Host& host, Notes notes) const;
  // Whether the text could be read, and nothing else: no question is asked.
  CheckResult CheckSyntax() const;

 private:
  CheckResult CheckAgainst(const Capabilities& capabilities, Notes notes) const;
  void AddNoDocument(const Host& host, CheckResult* result) const;
  void AddUnread(CheckResult* result) const;

  SourceFile source_;
  const Document* document_;
  std::optional<Finding> unread_;  // why the text, or the rest of it, could not be read
  std::vector<Requirement> requirements_;
};

// The bytes that show a person the place: the value or text, or the element's name.
Span SpanOf(const Place& place, const ElementSpans& spans);

// Puts findings in the order of the guest's text; those without a place come first.
void SortBySource(std::vector<Finding>* findings);

// The result for a file that could not be opened or decoded.
CheckResult Unreadable(const std::string& why);

}  // namespace domcheck

#endif  // CHECKER_ENGINE_CHECK_H_
