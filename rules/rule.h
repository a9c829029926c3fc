// What a rule is. Read this first.
//
// A rule is one row of a table: where a guest asks for something, which capability of the host
// answers, and what to report. The rows of an area stand in one file (disk.cc, cpu.cc, ...);
// catalog.cc lists the areas. Everything that people see of a rule (findings, `domcheck explain`,
// RULES.md, reports, completion) comes from its row.
//
// Two pure functions do the work, and most rows share them:
//   ask     looks at one element of a guest and adds what it requires of the host;
//   answer  gives the verdict of a capabilities document on a requirement.
// A requirement does not know the document, so the requirements of a guest are collected once and
// answered for any number of hosts.
//
// An answer depends on what is asked and on the document, and on nothing else of the guest. The
// type of the function holds that: only `answer_of_element` is given the element that asked.
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

// kNote is for what the document does not decide.
enum class Severity { kNote, kWarning, kError };

std::string_view SeverityName(Severity severity);

// What is asked of one capability, wherever in a guest that stands: all that most answers depend
// on. Views point into the guest.
struct AskedValue {
  const Rule* rule = nullptr;
  std::string_view capability;            // path
  std::optional<std::string_view> value;  // nothing where the capability as such is asked for
  bool implied = false;                   // libvirt fills the value in; the guest does not state it
};

// One thing that a guest asks of one capability, at one place of its source.
struct Requirement : AskedValue {
  Element asker;  // the element that the rule was given
  Place place;    // where to point a person
};

// What a document states about a requirement.
struct Verdict {
  Support support = Support::kUnknown;
  // The rest is for kUnsupported.
  Severity severity = Severity::kError;
  std::string message = {};                    // without the place and the rule's id
  ElementNumber stated_at = kNoElement;        // the element of the document that decided
  const Capability* block = nullptr;           // when it was a block that states 'no'
  std::vector<std::string_view> allowed = {};  // what the document offers instead
  std::string suggestion = {};                 // one of them, or empty
  // What several hosts lack, for a sentence about all of them. Empty where the message suits many
  // hosts as well as one.
  std::string lack = {};
};

struct Question {
  const Rule& rule;
  const Guest& guest;
  Element element;
  const ValuePath& value_path;  // of the rule, for this element
};

using AskFunction = void (*)(const Question&, std::vector<Requirement>*);

// How a rule answers: by a function of what is asked, or, for the few rules whose answer depends on
// the element that asked, by one that is given it too.
class AnswerFunction {
 public:
  using OfValue = Verdict (*)(const AskedValue&, const Capabilities&);
  using OfElement = Verdict (*)(const Requirement&, const Capabilities&);
  constexpr AnswerFunction(OfValue function) : of_value_(function) {}
  constexpr AnswerFunction(OfElement function) : of_element_(function) {}

  bool reads_element() const { return of_element_ != nullptr; }
  Verdict operator()(const Requirement& requirement, const Capabilities& capabilities) const {
    return reads_element() ? of_element_(requirement, capabilities)
                           : of_value_(requirement, capabilities);
  }

 private:
  OfValue of_value_ = nullptr;
  OfElement of_element_ = nullptr;
};

// The value to suggest for one that is not offered, where its meaning decides and not its spelling.
struct Preference {
  std::string_view asked;
  std::string_view better;
};

// Asks for what stands at the rule's value path: its value, or the capability as such where the
// path leads to an element. What is absent asks for nothing.
void AskValue(const Question& question, std::vector<Requirement>* requirements);

// Answers from the capability: a list has the value or not, a block is supported or not.
Verdict AnswerFromDocument(const AskedValue& asked, const Capabilities& capabilities);

struct Rule {
  std::string_view id;
  Severity severity = Severity::kError;  // of a finding
  std::string_view noun;                 // what messages call the value or, in plural, the block
  std::string_view summary;              // one line, without a full stop
  std::string_view explanation;          // a paragraph
  std::string_view advice = {};          // what to do; a general one where empty
  std::string_view example = {};         // a piece of a guest that asks the question
  std::string_view link;                 // libvirt's own documentation
  // The libvirt release whose documents first state the capability; empty for 5.6 or before.
  std::string_view since = {};
  // Which elements of a guest ask, and what for: guest_path.h has the language of both.
  std::string_view element = {};
  std::string_view value_path = {};
  std::string_view capability;  // its path in the document
  // Values that libvirt accepts though no document lists them, divided by spaces.
  std::string_view accepted_unlisted = {};
  Preference preferences[8] = {};
  bool identifies_document = false;  // asks whether the document is about this guest at all
  bool tells_deprecated = false;     // its findings are about what still works but is going away
  // Whether one emulator answers otherwise with KVM than without.
  bool depends_on_domain_type = false;
  // Null for a rule whose findings come from reading a file, not from an element.
  AskFunction ask = AskValue;
  AnswerFunction answer = AnswerFromDocument;
};

// For the functions of rows that are odd:

// Adds what `question`'s rule requires at `place` to `requirements`, and returns it to be
// completed.
Requirement& Require(const Question& question, Place place, std::optional<std::string_view> value,
                     std::vector<Requirement>* requirements);
Verdict Supported();
// A verdict of the rule's own severity.
Verdict Unsupported(const AskedValue& asked, std::string message);
std::string Quoted(std::string_view value);
// "disk bus 'ide'", or for a capability as such "TPM devices".
std::string Noun(const AskedValue& asked);
// " for machine pc-q35-9.1", or nothing where the document names none.
std::string ForMachine(const Capabilities& capabilities);

// Rows of one area; the array is constant and lives for ever.
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

// Whether the rule asks for the capability as a whole, such as `disk` for devices/disk, and not for
// a value of it.
bool AsksForBlock(const Rule& rule);

// Where a guest asks, as a path for people: "devices/disk/target/@bus".
std::string GuestPathText(const Rule& rule);

// Whether `word` is one of the words of `text`, which are divided by spaces.
bool HasWord(std::string_view text, std::string_view word);

}  // namespace domcheck

#endif  // RULES_RULE_H_
