#include "checker/engine/check.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "capsmodel/element_paths.h"
#include "capsmodel/element_spans.h"
#include "capsmodel/machine.h"
#include "checker/engine/finding_builder.h"
#include "checker/engine/repeated_words.h"
#include "checker/engine/source_order.h"
#include "checker/engine/verdict.h"
#include "rules/applicability.h"
#include "rules/requirements.h"
#include "rules/wording.h"
#include "rules/words.h"

namespace domcheck {
namespace {

// Returns the nonempty parts separated by spaces: "kvm x86_64 pc-q35-7.2".
std::string Words(std::initializer_list<std::string_view> parts) {
  std::vector<std::string_view> words;
  for (const std::string_view part : parts)
    if (!part.empty()) words.push_back(part);
  return Joined(words, " ");
}

std::string ListDocuments(const Host& host) {
  constexpr size_t kMost = 8;
  std::vector<std::string> documents;
  for (const auto& document : host.capabilities())
    documents.push_back(Words({document->domain_type(), document->arch(), document->machine()}));
  return documents.empty() ? "none" : JoinedFirst(documents, kMost);
}

std::string WhatThereIs(const Host& host, const std::string& guest) {
  return host.capabilities().size() == 1
             ? host.name() + " describes " + ListDocuments(host) + ", not this guest (" + guest +
                   ")"
             : "none of the documents in " + host.name() + " describes this guest (" + guest +
                   "); there are: " + ListDocuments(host);
}

// Returns how to get the guest's document, or why there is none.
std::string WayToDocument(const Host& host, const Guest& guest) {
  for (const UndescribedArch& one : host.undescribed())
    if (one.arch == guest.arch())
      return "this host's libvirt lists " + one.arch + ", but does not describe it: " + one.why;
  return DomcapabilitiesCommand(guest.type(), guest.arch(),
                                guest.machine_or_default(guest.type(), guest.arch())) +
         " on the host prints its document";
}

// The Answers of FindViolations for one document.
class DocumentAnswers {
 public:
  DocumentAnswers(const ReadGuest& guest, const Capabilities& capabilities, Notes notes,
                  CheckResult* result)
      : capabilities_(capabilities),
        applicability_(ApplicabilityOf(guest.requirements(), capabilities)),
        notes_(notes),
        builder_(guest.source().text()),
        result_(result) {
    result->answers.reserve(guest.requirements().size());
  }

  // Whether an error at the word's place says all. EraseRepeatedWords would find the same, but many
  // a wrong value is refused by a capability's rule too, and the answer about the word is dear.
  bool IsRepeated(const Requirement& word) const {
    return !IsNewerThanHost(*word.rule) && refused_.count(KeyOf(word.place)) > 0;
  }
  Verdict Ask(const Requirement& requirement) const {
    return AnswerWithin(applicability_, requirement, capabilities_);
  }
  void Count(const Requirement& requirement, const Verdict& verdict) {
    result_->answers.push_back({requirement.rule, verdict.support});
  }
  template <typename Visit>
  void ForEachObjection(const Requirement&, Verdict* verdict, const Visit& visit) const {
    const bool is_finding = verdict->support == Support::kUnsupported ||
                            (verdict->support == Support::kUnknown && notes_ == Notes::kInclude);
    if (is_finding) visit(std::move(*verdict));
  }
  static bool Report(const Verdict* verdict, ReportedBlocks* reported) {
    return reported->Report(0, verdict->block, verdict->severity);
  }
  Finding Build(const Requirement& requirement, Verdict verdict) {
    return builder_.Build(requirement, std::move(verdict), capabilities_);
  }
  void Add(const Requirement& requirement, Finding finding) {
    if (finding.rule->subject == Rule::Subject::kCapability && finding.severity == Severity::kError)
      refused_.insert(KeyOf(requirement.place));
    result_->findings.push_back(std::move(finding));
  }

 private:
  using PlaceKey = std::tuple<ElementNumber, Place::Part, std::string_view>;
  static PlaceKey KeyOf(const Place& place) {
    return {place.element.number(), place.part, place.attribute};
  }

  const Capabilities& capabilities_;
  const Applicability applicability_;
  const Notes notes_;
  FindingBuilder builder_;
  std::set<PlaceKey> refused_;  // where there is an error of a capability's rule
  CheckResult* const result_;
};

// Adds a finding about the input unless the policy disables it.
void AddInputFinding(const FindingPolicy& policy, Finding finding, CheckResult* result) {
  if (policy.Disables(*finding.rule)) return;
  if (!finding.is_open) finding.severity = policy.SeverityOf(*finding.rule, finding.severity);
  result->findings.push_back(std::move(finding));
}

// Adds the findings about words that no libvirt knows, and sorts all.
void AddWords(const ReadGuest& guest, const FindingPolicy& policy, CheckResult* result) {
  FindingBuilder builder(guest.source().text());
  for (const Requirement& requirement : guest.requirements()) {
    if (requirement.rule->subject != Rule::Subject::kWord || IsPlaceholder(requirement)) continue;
    Verdict verdict = requirement.rule->answer(requirement, LibvirtBounds());
    if (verdict.support == Support::kUnsupported)
      AddInputFinding(policy, builder.Build(requirement, std::move(verdict)), result);
  }
  SortBySource(&result->findings);
}

// Adds a note that names the devices which no document answers.
void AddUnasked(const ReadGuest& guest, const FindingPolicy& policy, CheckResult* result) {
  const std::vector<Element> devices = UnaskedDevices(*guest.guest());
  if (devices.empty()) return;
  std::vector<std::string_view> names;
  for (const Element device : devices) names.push_back(device.name());
  Finding note = InputFinding(
      "unstated-device",
      "no document states what a host offers of these devices, which were not checked: " +
          Joined(names),
      ElementSpans(guest.source().text()).Name(devices.front().number()));
  note.path = ElementPath(devices.front());
  note.is_open = true;
  AddInputFinding(policy, std::move(note), result);
}

void AddUnread(const ReadGuest& guest, const FindingPolicy& policy, CheckResult* result) {
  if (!guest.unread()) return;
  result->is_invalid = true;
  AddInputFinding(policy, *guest.unread(), result);
}

}  // namespace

std::string_view DifferenceFrom(const Host& host, const Guest& guest) {
  const auto any = [&host](auto is_same) {
    return std::any_of(host.capabilities().begin(), host.capabilities().end(),
                       [&](const auto& document) { return is_same(*document); });
  };
  const bool has_arch = guest.arch().empty() || any([&](const Capabilities& document) {
                          return MatchArch(guest.arch(), document.arch()) != ArchMatch::kDiffers;
                        });
  if (!has_arch) return "arch";
  const bool has_type = guest.type().empty() || any([&](const Capabilities& document) {
                          return guest.type() == document.domain_type();
                        });
  return has_type ? "machine" : "domain";
}

Finding NoDocument(const ReadGuest& read, const Host& host) {
  const Guest& guest = *read.guest();
  std::string what = Words({guest.type(), guest.arch(), guest.machine()});
  const std::string_view implied = guest.machine_or_default(guest.type(), guest.arch());
  if (implied != guest.machine())
    what += ", for which libvirt takes " + std::string(implied) + " since it names no machine type";
  Finding finding =
      InputFinding("no-document", WhatThereIs(host, what) + "; " + WayToDocument(host, guest),
                   ElementSpans(read.source().text()).Name(0));
  finding.capability = DifferenceFrom(host, guest);
  finding.lack = "a document for such a guest (" + what + ")";
  finding.path = ElementPath(read.document().root());
  return finding;
}

CheckResult CheckSyntax(const ReadGuest& guest, const FindingPolicy& policy) {
  CheckResult result;
  AddWords(guest, policy, &result);
  AddUnread(guest, policy, &result);
  return result;
}

CheckResult CheckGuest(const ReadGuest& guest, const Host& host, Notes notes,
                       const FindingPolicy& policy, Ignores* ignores) {
  CheckResult result;
  result.capabilities = guest.guest() ? host.Choose(*guest.guest()) : nullptr;
  if (result.capabilities != nullptr) {
    DocumentAnswers answers(guest, *result.capabilities, notes, &result);
    FindViolations(guest.requirements(), policy, &answers);
    EraseRepeatedWords(&result.findings, [](const Finding* word, const auto& errors) {
      if (IsNewerThanHost(*word->rule))
        for (Finding* error : errors) error->message += "; " + word->message;
      return true;
    });
    if (notes == Notes::kInclude) AddUnasked(guest, policy, &result);
    SortBySource(&result.findings);
  } else if (guest.guest()) {
    result.answers.reserve(guest.requirements().size());
    for (const Requirement& requirement : guest.requirements())
      if (requirement.rule->subject == Rule::Subject::kCapability &&
          !policy.Disables(*requirement.rule))
        result.answers.push_back({requirement.rule});
    // What a template is for is not known until it is rendered.
    if (!guest.guest()->is_open_template())
      AddInputFinding(policy, NoDocument(guest, host), &result);
    AddWords(guest, policy, &result);
  }
  AddUnread(guest, policy, &result);
  if (ignores != nullptr) ignores->Suppress(&result.findings);
  return result;
}

std::vector<CheckResult> CheckGuestOnHosts(const ReadGuest& guest,
                                           const std::vector<const Host*>& hosts, Notes notes,
                                           const FindingPolicy& policy, Ignores ignores) {
  std::vector<CheckResult> results;
  if (hosts.empty()) results.push_back(CheckSyntax(guest, policy));
  for (const Host* host : hosts)
    results.push_back(CheckGuest(guest, *host, notes, policy, &ignores));
  for (Finding& unused : ignores.Unused())
    AddInputFinding(policy, std::move(unused), &results.front());
  SortBySource(&results.front().findings);
  return results;
}

}  // namespace domcheck
