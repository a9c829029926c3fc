#include "checker/check.h"

#include <algorithm>

#include "capsmodel/machine.h"
#include "capsmodel/placeholder.h"
#include "rules/catalog.h"
#include "rules/requirements.h"

namespace domcheck {
namespace {

Finding InputFinding(std::string_view rule, std::string message, std::optional<Span> span) {
  Finding finding;
  finding.rule = FindRule(rule);
  finding.severity = finding.rule->severity;
  finding.capability = finding.rule->capability;
  finding.message = std::move(message);
  finding.span = span;
  return finding;
}

std::string PathOf(const Place& place, ElementPaths* paths) {
  std::string path = paths->Of(place.element);
  if (place.part == Place::Part::kText) path += "/text()";
  if (place.part == Place::Part::kAttribute) path += "/@" + std::string(place.attribute);
  return path;
}

bool IsPlaceholder(const Requirement& requirement) {
  return requirement.value && HasPlaceholder(*requirement.value);
}

Verdict AnswerOf(const Requirement& requirement, const Capabilities& capabilities) {
  return IsPlaceholder(requirement) ? Verdict{}
                                    : requirement.rule->answer(requirement, capabilities);
}

std::string NotDecided(const Requirement& requirement) {
  std::string message(requirement.rule->noun);
  if (requirement.value) message += " " + Quoted(*requirement.value);
  return message + ": the capabilities do not say whether this host offers it";
}

// Turns the verdicts of one guest into findings; looks for places only once there is one.
class FindingMaker {
 public:
  FindingMaker(std::string_view text, const Capabilities& capabilities)
      : text_(text), capabilities_(capabilities) {}

  void Add(const Requirement& requirement, Verdict verdict) {
    if (!spans_) spans_.emplace(text_);
    Finding finding;
    finding.rule = requirement.rule;
    finding.capability = requirement.capability;
    if (requirement.value) finding.value = *requirement.value;
    finding.implied = requirement.implied;
    finding.span = SpanOf(requirement.place, *spans_);
    finding.path = PathOf(requirement.place, &paths_);
    finding.is_open = verdict.support == Support::kUnknown;
    if (IsPlaceholder(requirement)) {
      finding.rule = FindRule("template-placeholder");
      finding.severity = Severity::kNote;
      finding.message = std::string(requirement.rule->noun) + " " + Quoted(*requirement.value) +
                        " is not known until the template is rendered";
    } else if (finding.is_open) {
      finding.severity = Severity::kNote;
      finding.message = NotDecided(requirement);
    } else {
      finding.severity = verdict.severity;
      finding.message = std::move(verdict.message);
      finding.allowed.assign(verdict.allowed.begin(), verdict.allowed.end());
      finding.suggestion = std::move(verdict.suggestion);
      if (verdict.stated_at != kNoElement)
        finding.capability_line = capabilities_.LineOf(verdict.stated_at);
    }
    if (finding.implied) finding.message += " (implied: the guest does not say it)";
    findings_.push_back(std::move(finding));
  }

  std::vector<Finding> Take() {
    SortBySource(&findings_);
    return std::move(findings_);
  }

 private:
  std::string_view text_;
  const Capabilities& capabilities_;
  std::optional<ElementSpans> spans_;
  ElementPaths paths_;
  std::vector<Finding> findings_;
};

// The blocks that were reported as not supported to the element that asks now: `tpm` has said all
// there is to say when tpm-model's answer is that there are no TPM devices. An element asks all its
// questions before the next one does.
class ReportedBlocks {
 public:
  void Add(const Requirement& requirement, const Verdict& verdict) {
    if (verdict.block == nullptr) return;
    if (asker_ != requirement.asker.number()) blocks_.clear();
    asker_ = requirement.asker.number();
    blocks_.push_back({verdict.block, verdict.severity});
  }
  bool Explain(const Requirement& requirement, const Verdict& verdict) const {
    return asker_ == requirement.asker.number() &&
           std::any_of(blocks_.begin(), blocks_.end(), [&](const Block& block) {
             return block.capability == verdict.block && block.severity >= verdict.severity;
           });
  }

 private:
  struct Block {
    const Capability* capability;
    Severity severity;
  };
  ElementNumber asker_ = kNoElement;
  std::vector<Block> blocks_;
};

// Whether a document speaks of a guest.
enum class Fit {
  kSame,
  kSimilar,  // of the same emulator, with KVM in place of without or the other way round
  kOther,    // of another computer: what it says decides nothing about this guest
};

Fit FitOf(const std::vector<Requirement>& requirements, const Capabilities& capabilities) {
  Fit fit = Fit::kSame;
  for (const Requirement& requirement : requirements) {
    if (!requirement.rule->identifies_document) continue;
    const Verdict verdict = AnswerOf(requirement, capabilities);
    if (verdict.support != Support::kUnsupported || verdict.severity != Severity::kError) continue;
    // A machine that the host lacks is an error; the family's document says what the rest is.
    if (requirement.capability == "machine" &&
        MachineFamily(*requirement.value) == MachineFamily(capabilities.machine()))
      continue;
    const bool is_similar = requirement.capability == "domain" && IsQemuType(*requirement.value) &&
                            IsQemuType(capabilities.domain_type());
    if (!is_similar) return Fit::kOther;
    fit = Fit::kSimilar;
  }
  return fit;
}

std::string ListDocuments(const Host& host) {
  std::string list;
  for (const auto& document : host.documents()) {
    if (!list.empty()) list += ", ";
    list += document->domain_type();
    for (const std::string_view part : {document->arch(), document->machine()})
      if (!part.empty()) list += " " + std::string(part);
  }
  return list.empty() ? "none" : list;
}

}  // namespace

Span SpanOf(const Place& place, const ElementSpans& spans) {
  const ElementNumber element = place.element.number();
  if (place.part == Place::Part::kText) return spans.Text(element);
  if (place.part == Place::Part::kAttribute)
    if (const auto value = spans.AttributeValue(element, place.attribute)) return *value;
  return spans.Name(element);
}

std::string_view GuestVerdictName(GuestVerdict verdict) {
  switch (verdict) {
    case GuestVerdict::kCompatible:
      return "compatible";
    case GuestVerdict::kIncompatible:
      return "incompatible";
    case GuestVerdict::kUnknown:
      return "unknown";
    case GuestVerdict::kInvalid:
      break;
  }
  return "invalid";
}

void CheckResult::DecideVerdict() {
  if (verdict == GuestVerdict::kInvalid) return;
  const bool is_error = std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.severity == Severity::kError && finding.suppression == Suppression::kNone;
  });
  const bool is_answered = std::any_of(answers.begin(), answers.end(), [](const AskedRule& asked) {
    return !asked.rule->identifies_document && asked.support != Support::kUnknown;
  });
  verdict = is_error       ? GuestVerdict::kIncompatible
            : !is_answered ? GuestVerdict::kUnknown
                           : GuestVerdict::kCompatible;
}

bool CheckResult::LeavesOpen() const {
  return std::any_of(answers.begin(), answers.end(), [](const AskedRule& asked) {
    return !asked.rule->identifies_document && asked.support == Support::kUnknown;
  });
}

ReadGuest::ReadGuest(SourceFile source, XmlReader* reader, Document* document)
    : source_(std::move(source)), document_(document) {
  if (auto error = reader->Read(source_.text(), document)) {
    if (HasPlaceholder(source_.text()))
      error->message += "; this looks like a template: render it before it is checked";
    unread_ = InputFinding("xml-syntax", error->message, Span{error->offset, error->offset});
  }
  const Element root = document->root();
  if (!root) return;
  if (root.name() == "domain") {
    requirements_ = CollectRequirements(Guest(*document));
    return;
  }
  if (unread_) return;
  std::string message = "this is " + DescribeRoot(root.name()) + ", not a <domain>";
  if (root.name() == "domainCapabilities") message += "; give it with --caps";
  unread_ = InputFinding("not-a-domain", message, ElementSpans(source_.text()).Name(0));
}

bool ReadGuest::is_other_xml() const {
  return document_->root() && document_->root().name() != "domain";
}

CheckResult ReadGuest::CheckSyntax() const {
  CheckResult result;
  result.verdict = GuestVerdict::kUnknown;
  AddUnread(&result);
  return result;
}

CheckResult ReadGuest::Check(const Host& host, Notes notes) const {
  CheckResult result;
  const bool is_guest = document_->root() && !is_other_xml();
  if (is_guest) {
    if (const Capabilities* document = host.Choose(Guest(*document_)))
      result = CheckAgainst(*document, notes);
    else
      AddNoDocument(host, &result);
  }
  AddUnread(&result);
  return result;
}

void ReadGuest::AddUnread(CheckResult* result) const {
  if (!unread_) return;
  result->findings.push_back(*unread_);
  result->verdict = GuestVerdict::kInvalid;
}

CheckResult ReadGuest::CheckAgainst(const Capabilities& capabilities, Notes notes) const {
  CheckResult result;
  result.verdict = GuestVerdict::kUnknown;
  result.document = &capabilities;
  result.answers.reserve(requirements_.size());
  FindingMaker maker(source_.text(), capabilities);
  ReportedBlocks reported;
  const Fit fit = FitOf(requirements_, capabilities);
  const auto conclude = [&](const Requirement& requirement, Verdict&& verdict) {
    if (verdict.support == Support::kUnsupported) {
      if (reported.Explain(requirement, verdict)) return;
      reported.Add(requirement, verdict);
      maker.Add(requirement, std::move(verdict));
    } else if (verdict.support == Support::kUnknown && notes == Notes::kInclude) {
      maker.Add(requirement, std::move(verdict));
    }
  };

  for (const Requirement& requirement : requirements_) {
    const Rule& rule = *requirement.rule;
    ++result.asked;
    Verdict verdict;
    if (fit == Fit::kSame || rule.identifies_document ||
        (fit == Fit::kSimilar && !rule.depends_on_domain_type))
      verdict = AnswerOf(requirement, capabilities);
    if (fit == Fit::kSimilar && !rule.identifies_document &&
        verdict.support == Support::kUnsupported)
      verdict.message += " (uncertain: those are the capabilities of " +
                         Quoted(capabilities.domain_type()) + " guests)";
    if (verdict.support == Support::kUnknown) ++result.unknown;
    result.answers.push_back({&rule, verdict.support});
    if (verdict.support == Support::kSupported) continue;
    conclude(requirement, std::move(verdict));
  }
  result.findings = maker.Take();
  result.DecideVerdict();
  return result;
}

void ReadGuest::AddNoDocument(const Host& host, CheckResult* result) const {
  const Guest guest(*document_);
  std::string what;
  for (const std::string_view part : {guest.type(), guest.arch(), guest.machine()})
    if (!part.empty()) what += (what.empty() ? "" : " ") + std::string(part);
  result->verdict = GuestVerdict::kUnknown;
  for (const Requirement& requirement : requirements_)
    result->answers.push_back({requirement.rule, Support::kUnknown});
  result->asked = result->unknown = result->answers.size();
  Finding finding =
      InputFinding("no-document",
                   "none of the documents in " + host.name() + " describes this guest (" + what +
                       "); there are: " + ListDocuments(host),
                   ElementSpans(source_.text()).Name(0));
  finding.path = ElementPath(document_->root());
  result->findings.push_back(std::move(finding));
}

void SortBySource(std::vector<Finding>* findings) {
  std::stable_sort(findings->begin(), findings->end(), [](const Finding& a, const Finding& b) {
    return (a.span ? a.span->begin : 0) < (b.span ? b.span->begin : 0);
  });
}

CheckResult Unreadable(const std::string& why) {
  CheckResult result;
  result.findings.push_back(InputFinding("unreadable", why, std::nullopt));
  return result;
}

}  // namespace domcheck
