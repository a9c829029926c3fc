#include "checker/lsp/outline.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "capsmodel/element_spans.h"
#include "capsmodel/guest.h"
#include "capsmodel/placeholder.h"
#include "checker/base/visible_text.h"
#include "checker/engine/finding_builder.h"
#include "checker/lsp/offers.h"
#include "rules/requirements.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

constexpr size_t kLongestWord = 80;  // bytes of a value that still helps to distinguish elements

// A value below an element, and what to write before it.
struct Label {
  explicit Label(std::string_view value_path, std::string_view before = "")
      : path(ParseValuePath(value_path)), prefix(before) {}
  ValuePath path;
  std::string_view prefix;
};

// What distinguishes an element from others of its kind.
struct Labels {
  std::vector<Label> names;    // the first of these that it has
  std::vector<Label> details;  // all of these that it has
};

const Labels& LabelsOfDevices() {
  static const auto& labels = *new Labels{
      {Label("source/@network", "network="), Label("source/@bridge", "bridge="),
       Label("target/@dev"), Label("source/@dev", "dev="), Label("target/@name"),
       Label("target/@dir"), Label("@name"), Label("@type"), Label("model/@type"), Label("@model"),
       Label("@mode"), Label("@bus"), Label("text()")},
      {Label("target/@bus"), Label("@bus"), Label("model/@type"), Label("@model"), Label("@type"),
       Label("backend/@type"), Label("backend/@model"), Label("@device")}};
  return labels;
}

const Labels& LabelsOfGroups() {
  static const auto& labels =
      *new Labels{{Label("@mode"), Label("model/text()"), Label("text()")},
                  {Label("model/text()"), Label("@firmware"), Label("type/@machine"),
                   Label("@placement"), Label("@offset"), Label("@unit"), Label("@type")}};
  return labels;
}

const Labels& LabelsOfGuests() {
  static const auto& labels = *new Labels{
      {Label("name/text()")}, {Label("@type"), Label("os/type/@arch"), Label("os/type/@machine")}};
  return labels;
}

// Returns the value as a person may see it; empty if it is too long for that.
std::string ShortValue(std::string_view value) {
  return value.size() > kLongestWord ? "" : VisibleText(value);
}

std::string WithoutHexMark(std::string_view number) {
  return std::string(number.substr(number.substr(0, 2) == "0x" ? 2 : 0));
}

// The device of the host that is passed through: " 0000:65:00.0", " 1234:beef", or empty.
std::string HostAddress(Element device) {
  const Element source = device.Child("source");
  const auto number = [](Element element, std::string_view name) {
    return WithoutHexMark(element.AttributeOr(name, ""));
  };
  if (const Element address = source.Child("address")) {
    if (address.FindAttribute("uuid")) return " " + ShortValue(address.AttributeOr("uuid", ""));
    if (address.FindAttribute("slot"))
      return VisibleText(" " + number(address, "domain") + ":" + number(address, "bus") + ":" +
                         number(address, "slot") + "." + number(address, "function"));
  }
  if (const Element vendor = source.Child("vendor"))
    return VisibleText(" " + number(vendor, "id") + ":" + number(source.Child("product"), "id"));
  return "";
}

// Makes the symbols of one text.
class SymbolMaker {
 public:
  explicit SymbolMaker(std::string_view text) : spans_(text) {}

  Symbol Guest(Element domain) const {
    Symbol guest = Make(Symbol::Kind::kGuest, domain, LabelsOfGuests());
    for (Element child = domain.first_child(); child; child = child.next_sibling())
      AddChild(child.name() == "devices" ? Devices(child) : Group(child), &guest);
    return guest;
  }

 private:
  Symbol Group(Element element) const {
    return Make(Symbol::Kind::kGroup, element, LabelsOfGroups());
  }

  Symbol Devices(Element devices) const {
    Symbol group = Group(devices);
    for (Element child = devices.first_child(); child; child = child.next_sibling())
      AddChild(Device(child), &group);
    group.detail = Count(group.children.size(), "device");
    return group;
  }

  Symbol Device(Element element) const {
    Symbol device = Make(Symbol::Kind::kDevice, element, LabelsOfDevices());
    if (element.FindAttribute("index"))
      device.name += " " + ShortValue(element.AttributeOr("index", ""));
    device.name += HostAddress(element);
    return device;
  }

  Symbol Make(Symbol::Kind kind, Element element, const Labels& labels) const {
    Symbol symbol;
    symbol.kind = kind;
    symbol.name = VisibleText(element.name());
    symbol.span = spans_.Whole(element.number());
    symbol.name_span = spans_.Name(element.number());
    // What a value shows once is not shown again.
    std::vector<std::string> said = {symbol.name};
    for (const Label& label : labels.names) {
      const std::string value = ShortValue(FirstValue(label.path, element));
      if (value.empty()) continue;
      symbol.name += " " + std::string(label.prefix) + value;
      said.push_back(value);
      break;
    }
    for (const Label& label : labels.details) {
      const std::string value = ShortValue(FirstValue(label.path, element));
      if (value.empty() || std::find(said.begin(), said.end(), value) != said.end()) continue;
      symbol.detail += (symbol.detail.empty() ? "" : ", ") + value;
      said.push_back(value);
    }
    return symbol;
  }

  // If tags do not match, the parent's end is the better one.
  static void AddChild(Symbol child, Symbol* parent) {
    child.span.end = std::min(child.span.end, parent->span.end);
    parent->children.push_back(std::move(child));
  }

  ElementSpans spans_;
};

bool IsGuest(const GuestView& guest) {
  return guest.document != nullptr && guest.document->root() &&
         guest.document->root().name() == "domain";
}

size_t CountOf(const CheckResult& result, Severity severity) {
  return static_cast<size_t>(std::count_if(
      result.findings.begin(), result.findings.end(), [severity](const Finding& finding) {
        return finding.severity == severity && finding.suppression == Suppression::kNone;
      }));
}

std::string Violations(const CheckResult& result) {
  std::string text;
  const auto add = [&text](const std::string& what) { text += (text.empty() ? "" : ", ") + what; };
  const size_t errors = CountOf(result, Severity::kError);
  const size_t warnings = CountOf(result, Severity::kWarning);
  const auto ignored = std::count_if(
      result.findings.begin(), result.findings.end(),
      [](const Finding& finding) { return finding.suppression != Suppression::kNone; });
  if (errors > 0) add(Count(errors, "error"));
  if (warnings > 0) add(Count(warnings, "warning"));
  if (ignored > 0) add(std::to_string(ignored) + " ignored");
  return text;
}

// "12 of 14 checked, 2 unknown".
std::string Answered(const CheckResult& result) {
  std::string text = std::to_string(result.asked() - result.unknown()) + " of " +
                     std::to_string(result.asked()) + " checked";
  if (result.unknown() > 0) text += ", " + std::to_string(result.unknown()) + " unknown";
  return text;
}

std::string VerdictTitle(const CheckResult& result, const std::string& host) {
  if (result.verdict() == GuestVerdict::kInvalid)
    return "invalid: this guest cannot be read to its end";
  if (result.capabilities == nullptr)
    return "unknown: no document of " + host + " is for this guest";
  std::string title;
  switch (result.verdict()) {
    case GuestVerdict::kCompatible:
      title = "compatible with ";
      break;
    case GuestVerdict::kIncompatible:
      title = "incompatible with ";
      break;
    default:
      title = "unknown on ";
      break;
  }
  const std::string violations = Violations(result);
  return title + host + ": " + violations + (violations.empty() ? "" : "; ") + Answered(result);
}

// Returns the element that states `value`: `stated`, a sibling of the same name behind it, or an
// element inside; `stated` itself if no single element states it.
Element ElementOfValue(Element stated, std::string_view value) {
  for (Element item = stated; item; item = item.NextNamed(stated.name()))
    if (item.Text() == value) return item;
  for (Element child = stated.first_child(); child; child = child.next_sibling())
    if (child.Text() == value || child.AttributeIs("name", value)) return child;
  return stated;
}

// What the document answers to one requirement, and where.
struct Decision {
  Span place;  // in the guest
  ElementNumber stated_at = kNoElement;
  bool is_violated = false;
};

// Returns a decision without an element if the document does not mention the requirement.
Decision DecisionOn(const Requirement& requirement, Span place, const Capabilities& capabilities) {
  const auto& value = requirement.value;
  Decision decision{place, kNoElement, false};
  if (!value || !HasPlaceholder(*value)) {
    const Verdict verdict = requirement.rule->answer(requirement, capabilities);
    decision.is_violated = verdict.support == Support::kUnsupported;
    if (decision.is_violated) decision.stated_at = verdict.stated_at;
  }
  const Capability* stated = capabilities.Find(requirement.capability);
  if (decision.stated_at != kNoElement || stated == nullptr) return decision;
  decision.stated_at = stated->element;
  if (!value) return decision;
  const Element element = capabilities.document().at(stated->element);
  // A CPU model may be asked for by its canonical name.
  const CpuModel* model = capabilities.FindCpuModel(*value);
  const bool is_model =
      model != nullptr && stated->kind == Capability::Kind::kList && element.name() == "model";
  decision.stated_at = is_model ? model->element : ElementOfValue(element, *value).number();
  return decision;
}

// Whether a person who points at both places more likely means the first: the smaller one, and for
// the same place the one that has a problem.
bool IsNearer(const Decision& one, const Decision& other) {
  const size_t size = one.place.end - one.place.begin;
  const size_t other_size = other.place.end - other.place.begin;
  return size < other_size || (size == other_size && one.is_violated && !other.is_violated);
}

}  // namespace

std::vector<Symbol> Symbols(const GuestView& guest) {
  if (!IsGuest(guest)) return {};
  return {SymbolMaker(guest.source->text()).Guest(guest.document->root())};
}

std::optional<Lens> VerdictLens(const GuestView& guest) {
  if (!IsGuest(guest)) return std::nullopt;
  const Span span = ElementSpans(guest.source->text()).Name(guest.document->root().number());
  if (guest.hosts.empty() || guest.result == nullptr) return Lens{span, "no host chosen"};
  return Lens{span, VerdictTitle(*guest.result, HostLabel(guest))};
}

std::optional<CapabilityLine> DefinitionAt(const GuestView& guest, size_t offset) {
  const Capabilities* capabilities = guest.capabilities();
  if (!IsGuest(guest) || capabilities == nullptr) return std::nullopt;
  const ElementSpans spans(guest.source->text());
  std::optional<Decision> nearest;
  for (const Requirement& requirement : CollectRequirements(Guest(*guest.document))) {
    const Span place = SpanOf(requirement.place, spans);
    if (offset < place.begin || offset > place.end) continue;
    const Decision decision = DecisionOn(requirement, place, *capabilities);
    if (decision.stated_at == kNoElement) continue;
    if (!nearest || IsNearer(decision, *nearest)) nearest = decision;
  }
  if (!nearest) return std::nullopt;
  return CapabilityLine{&capabilities->source(), capabilities->LineOf(nearest->stated_at)};
}

}  // namespace domcheck
