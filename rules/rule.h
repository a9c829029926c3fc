// What a rule is. Read this first.
//
// A rule is one row of a table: where a guest asks for something, which capability of the host
// answers, and what to say. The rows of an area stand in one file (disk.cc, cpu.cc, ...), in the
// order of DESIGN; catalog.cc lists the areas. Everything that people see of a rule (findings,
// `domcheck explain`, RULES.md, reports, completion) comes from its row.
//
// Two functions do the work, and most rows share them:
//   ask     looks at one element of a guest and tells what it requires of the host;
//   answer  looks at a requirement and a capabilities document and gives a verdict.
// Both are pure. A requirement does not know the document, so a guest's requirements are collected
// once and answered for any number of hosts.
//
// A rule's answer may depend on the requirement's value, on the element that asked, and on the
// document; on nothing else of the guest.
#ifndef RULES_RULE_H_
#define RULES_RULE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/capabilities.h"
#include "capsmodel/guest.h"

namespace domcheck {

struct Rule;

// kNote is for what the document does not decide.
enum class Severity { kNote, kWarning, kError };

std::string_view SeverityName(Severity severity);

// A place in a guest: an element's name, its text, or the value of one of its attributes.
struct Place {
  enum class Part { kName, kText, kAttribute };
  Element element;
  Part part = Part::kName;
  std::string_view attribute = {};
};

// One thing that a guest asks of one capability. Views and elements point into the guest.
struct Requirement {
  const Rule* rule = nullptr;
  Element asker;                          // the element that the rule was given
  Place place;                            // where to point a person
  std::string_view capability;            // path
  std::optional<std::string_view> value;  // nothing where the capability as such is asked for
  bool implied = false;                   // libvirt fills the value in; the guest does not say it
};

// What a document says of a requirement.
struct Verdict {
  Support support = Support::kUnknown;
  // The rest is for kUnsupported.
  Severity severity = Severity::kError;
  std::string message = {};                    // without the place and the rule's id
  ElementNumber stated_at = kNoElement;        // the element of the document that decided
  const Capability* block = nullptr;           // when it was a block that says 'no'
  std::vector<std::string_view> allowed = {};  // what the document offers instead
  std::string suggestion = {};                 // one of them, or empty
  // What is said of several hosts at once, behind "lack": of no host in particular. Empty where the
  // message says it of many as well as of one.
  std::string lack = {};
};

struct Question {
  const Rule& rule;
  const Guest& guest;
  Element element;
  std::string_view setting;  // of the rule, for this element
};

using AskFunction = void (*)(const Question&, std::vector<Requirement>*);
using AnswerFunction = Verdict (*)(const Requirement&, const Capabilities&);

// The value to suggest for one that is not offered, where meaning tells more than spelling.
struct Preference {
  std::string_view asked;
  std::string_view better;
};

// Asks for what stands at the rule's setting: its value, or the capability as such where the
// setting is an element or is empty. A setting that is absent asks for nothing.
void AskSetting(const Question& question, std::vector<Requirement>* requirements);

// Answers from the capability: a list has the value or not, a block is supported or not.
Verdict AnswerFromDocument(const Requirement& requirement, const Capabilities& capabilities);

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
  // The guest's elements that ask, below <domain>: paths, alternatives divided by " | ". A last
  // step may carry [@name='value']. An empty path is <domain> itself.
  std::string_view element = {};
  // From there to the value: "@bus", "target/@bus", "text()", "model/text()", "source" or empty.
  // One for all elements, or as many alternatives as `element` has.
  std::string_view setting = {};
  std::string_view capability;  // its path in the document
  // Values that libvirt accepts though no document lists them, divided by spaces.
  std::string_view accepted_unlisted = {};
  Preference preferences[8] = {};
  bool identifies_document = false;  // asks whether the document is about this guest at all
  bool tells_deprecated = false;     // its findings are about what still works but is going away
  // Whether one emulator answers otherwise with KVM than without.
  bool depends_on_domain_type = false;
  // Whether its answer looks at the element that asked, and not at the value alone.
  bool reads_element = false;
  // Null for a rule whose findings come from reading a file, not from an element.
  AskFunction ask = AskSetting;
  AnswerFunction answer = AnswerFromDocument;
};

// For the functions of rows that are odd:

// What `question`'s rule requires at `place`, added to `requirements` and returned to be completed.
Requirement& Require(const Question& question, Place place, std::optional<std::string_view> value,
                     std::vector<Requirement>* requirements);
Verdict Supported();
// A verdict of the rule's own severity.
Verdict Unsupported(const Requirement& requirement, std::string message);
std::string Quoted(std::string_view value);
// "disk bus 'ide'", or for a capability as such "TPM devices".
std::string Noun(const Requirement& requirement);
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

// One way in which a rule is asked: an element's path and the setting from there.
struct GuestSetting {
  std::string_view element;
  std::string_view setting;
};

// All ways of the rule; one with empty views where the rule is not asked.
std::vector<GuestSetting> GuestSettings(const Rule& rule);

// A step of an element's path: "interface", or "interface[@type='user']" with its condition.
struct PathStep {
  std::string_view name;
  std::string_view attribute;  // of the condition; empty where there is none
  std::string_view value;
};
PathStep ParsePathStep(std::string_view step);

// Where a guest sets what the rule looks at, as a path for people: "devices/disk/target/@bus".
std::string GuestPath(const Rule& rule);

// Whether `word` is one of the words of `text`, which are divided by spaces.
bool HasWord(std::string_view text, std::string_view word);

}  // namespace domcheck

#endif  // RULES_RULE_H_
