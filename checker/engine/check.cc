#include "checker/engine/check.h"

#include <algorithm>

#include "capsmodel/placeholder.h"
#include "checker/engine/finding_builder.h"
#include "rules/applicability.h"
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

std::string ListDocuments(const Host& host) {
  constexpr size_t kMost = 8;
  const auto& documents = host.capabilities();
  std::string list;
  for (size_t i = 0; i < std::min(documents.size(), kMost); ++i) {
    if (i > 0) list += ", ";
    list += documents[i]->domain_type();
    for (const std::string_view part : {documents[i]->arch(), documents[i]->machine()})
      if (!part.empty()) list += " " + std::string(part);
  }
  if (documents.size() > kMost)
    list += " and " + std::to_string(documents.size() - kMost) + " more";
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
  result.capabilities = &capabilities;
  result.answers.reserve(requirements_.size());
  FindingBuilder builder(source_.text());
  ReportedBlocks reported;
  const Applicability applicability = ApplicabilityOf(requirements_, capabilities);
  const auto conclude = [&](const Requirement& requirement, Verdict&& verdict) {
    if (verdict.support == Support::kUnsupported) {
      if (reported.Explain(requirement, verdict)) return;
      reported.Add(requirement, verdict);
      builder.Add(requirement, std::move(verdict), capabilities);
    } else if (verdict.support == Support::kUnknown && notes == Notes::kInclude) {
      builder.Add(requirement, std::move(verdict), capabilities);
    }
  };

  for (const Requirement& requirement : requirements_) {
    const Rule& rule = *requirement.rule;
    ++result.asked;
    Verdict verdict = AnswerWithin(applicability, requirement, capabilities);
    if (verdict.support == Support::kUnknown) ++result.unknown;
    result.answers.push_back({&rule, verdict.support});
    if (verdict.support == Support::kSupported) continue;
    conclude(requirement, std::move(verdict));
  }
  result.findings = builder.Take();
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
  finding.lack = "a document for such a guest (" + what + ")";
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
