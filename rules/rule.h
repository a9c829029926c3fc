// Defines what a rule is. Read this first.
//
// A rule is one row of a table. It specifies where a guest asks for something, which capability of
// the host answers, and what to report. The rows of an area are in one file (disk.cc, cpu.cc, ...);
// catalog.cc lists the areas. Everything that users see of a rule (findings, `domcheck explain`,
// RULES.md, reports, completion) comes from its row.
//
// Each rule has two pure functions, and most rows share the same two:
//   ask     inspects one element of a guest and adds its requirements;
//   answer  returns the verdict of a capabilities document on a requirement.
// A requirement does not depend on the document, so the requirements of a guest are collected once
// and answered for any number of hosts.
//
// Most answers depend only on the value asked for and on the document, not on the rest of the
// guest. AnswerFunction enforces this: only an AnswerFunction::OfElement gets the element that
// asked.
#ifndef RULES_RULE_H_
#define RULES_RULE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/capabilities.h"
#include "capsmodel/guest.h"
#include "rules/guest_path.h"

namespace domcheck {

struct Rule;

// kNote is for questions that the document does not decide.
enum class Severity { kNote, kWarning, kError };

std::string_view SeverityName(Severity severity);

// A value asked for, without its place in the guest. Most answers depend on nothing else of the
// guest. Views point into the guest.
struct AskedValue {
  const Rule* rule = nullptr;
  std::string_view capability;            // its path in the document
  std::optional<std::string_view> value;  // nullopt if the capability itself is asked for
  bool implied = false;                   // a default of libvirt that the guest does not state
};

// A value that a guest requires, with its place in the guest.
struct Requirement : AskedValue {
  Element asker;  // the element passed to the rule
  Place place;    // the place to report
  Since since;    // of a word: that of the latest element around the place
};

// A document's answer to a requirement.
struct Verdict {
  Support support = Support::kUnknown;
  // The following are set only for kUnsupported.
  Severity severity = Severity::kError;
  std::string message = {};                    // without the place and the rule's id
  ElementNumber stated_at = kNoElement;        // the element of the document that decided
  const Capability* block = nullptr;           // the block with supported='no', if one decided
  std::string_view capability = {};            // that decided, if not the one asked for
  std::vector<std::string_view> allowed = {};  // the values that the document offers
  std::string suggestion = {};                 // one of `allowed`, or empty
  // What the host lacks, as part of a sentence about several hosts. Empty if `message` suits
  // several hosts as well as one.
  std::string lack = {};
  bool is_removable = false;          // the guest may leave out the element at the place
  std::string_view reported_by = {};  // the rule's id, if it is not the rule that was asked
};

struct Question {
  const Rule& rule;
  const Guest& guest;
  Element element;
  const ValuePath& value_path;  // the rule's value path for this element
};

using AskFunction = void (*)(const Question&, std::vector<Requirement>*);

// The function by which a rule answers. Most take only the value asked for; those of the few rules
// whose answer depends on the element that asked, or on the place in it, take the whole
// requirement. Those of rules about words take no document, only what is known of the release of
// the host's libvirt.
class AnswerFunction {
 public:
  using OfValue = Verdict (*)(const AskedValue&, const Capabilities&);
  using OfElement = Verdict (*)(const Requirement&, const Capabilities&);
  using OfWord = Verdict (*)(const Requirement&, const LibvirtBounds&);
  constexpr AnswerFunction(OfValue function) : of_value_(function) {}
  constexpr AnswerFunction(OfElement function) : of_element_(function) {}
  constexpr AnswerFunction(OfWord function) : of_word_(function) {}

  bool reads_element() const { return of_element_ != nullptr; }
  Verdict operator()(const Requirement& requirement, const Capabilities& capabilities) const {
    if (of_word_ != nullptr) return of_word_(requirement, capabilities.libvirt());
    return reads_element() ? of_element_(requirement, capabilities)
                           : of_value_(requirement, capabilities);
  }
  // Answers of a host of which nothing else is known.
  // REQUIRES: the rule is about words
  Verdict operator()(const Requirement& requirement, const LibvirtBounds& libvirt) const {
    return of_word_(requirement, libvirt);
  }

 private:
  OfValue of_value_ = nullptr;
  OfElement of_element_ = nullptr;
  OfWord of_word_ = nullptr;
};

// The value to suggest for `asked`, chosen by meaning rather than by spelling.
struct Preference {
  std::string_view asked;
  std::string_view better;
};

// How a host comes to offer a value that it does not, or what to do without it, as the end of a
// message. An empty `asked` stands for any value.
struct Remedy {
  std::string_view asked;
  std::string_view text;
};

// Adds a requirement for each place that the rule's value path selects: for the value there, or for
// the capability itself if the path ends at an element. Adds nothing if there is no such place.
void AskValue(const Question& question, std::vector<Requirement>* requirements);

// Answers from the document: whether the list at the rule's capability has the value, or whether
// the block there is supported.
Verdict AnswerFromDocument(const AskedValue& asked, const Capabilities& capabilities);

struct Rule {
  // What a rule is about: something that a guest asks of a host, a word of a guest, or the reading
  // of an input.
  enum class Subject { kCapability, kWord, kInput };

  std::string_view id;
  Subject subject = Subject::kCapability;
  Severity severity = Severity::kError;  // of the rule's findings
  std::string_view noun;                 // the value or, in plural, the block in messages
  std::string_view summary;              // one line, without a full stop
  std::string_view explanation;          // a paragraph
  std::string_view advice = {};          // how to fix a finding; if empty, a general advice is used
  std::string_view example = {};         // part of a guest to which the rule applies
  std::string_view link;                 // libvirt's documentation
  // The first libvirt release whose documents state the capability; empty for 5.6 or earlier.
  std::string_view since = {};
  // The elements of a guest that ask, and the values that they ask for; guest_path.h has the
  // syntax.
  std::string_view element = {};
  std::string_view value_path = {};
  std::string_view capability;  // its path in the document
  // Other capabilities that the rule's functions ask.
  std::string_view also_answered_by[4] = {};
  // Values that libvirt accepts although no document lists them, separated by spaces.
  std::string_view accepted_unlisted = {};
  Preference preferences[8] = {};
  Remedy remedies[2] = {};
  bool identifies_document = false;  // the rule decides whether the document applies to the guest
  bool tells_deprecated = false;     // findings are about features that are deprecated but work
  // Whether the same emulator may answer differently with KVM than without.
  bool depends_on_domain_type = false;
  AskFunction ask = AskValue;  // called if the subject is a capability
  AnswerFunction answer = AnswerFromDocument;
};

// Helpers for rules with their own ask or answer functions:

// Adds a requirement of `question`'s rule at `place` to `requirements`. Returns a reference to it,
// valid until the next addition, so that the caller can complete it.
Requirement& Require(const Question& question, Place place, std::optional<std::string_view> value,
                     std::vector<Requirement>* requirements);
Verdict Supported();
// Returns a kUnsupported verdict with the rule's severity.
Verdict Unsupported(const AskedValue& asked, std::string message);
// Returns the verdict as a warning.
Verdict Warning(Verdict verdict);
std::string Quoted(std::string_view value);
// Returns "disk bus 'ide'", or "TPM devices" if the capability itself is asked for.
std::string Noun(const AskedValue& asked);
// Returns " for machine pc-q35-9.1", or an empty string if the document names no machine.
std::string ForMachine(const Capabilities& capabilities);

// The rows of one area, a constant array that is never freed.
struct RuleRange {
  const Rule* first = nullptr;
  const Rule* last = nullptr;
  const Rule* begin() const { return first; }
  const Rule* end() const { return last; }
};

template <size_t kCount>
RuleRange RangeOf(const Rule (&rules)[kCount]) {
  return {rules, rules + kCount};
}

// Whether the rule asks for a capability as a whole, such as `disk` for devices/disk, rather than
// for one of its values.
bool AsksForBlock(const Rule& rule);

// Returns the paths of the capabilities that decide the rule.
std::vector<std::string_view> AnsweredBy(const Rule& rule);

// Returns the rule's paths in readable form: "devices/disk/target/@bus".
std::string GuestPathText(const Rule& rule);

// Whether `word` is one of the words of `text`, which are separated by single spaces.
bool HasWord(std::string_view text, std::string_view word);

}  // namespace domcheck

#endif  // RULES_RULE_H_
