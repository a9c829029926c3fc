#include "checker/lsp/hover.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "checker/base/visible_text.h"
#include "checker/base/xml_escape.h"
#include "checker/lsp/cursor.h"
#include "checker/lsp/offers.h"
#include "checker/lsp/rule_places.h"

namespace domcheck {
namespace {

constexpr size_t kMostListed = 16;  // values of a list

// Returns a Markdown code span, with longer runs of backticks around it than any inside.
std::string InCode(std::string_view text) {
  const std::string shown = VisibleText(text);
  std::string ticks = "`";
  while (shown.find(ticks) != std::string::npos) ticks += '`';
  const char* const space = ticks.size() > 1 ? " " : "";
  return ticks + space + shown + space + ticks;
}

// Text of a document, with nothing in it that Markdown or HTML would obey.
std::string Plain(std::string_view text) {
  std::string escaped;
  for (const char c : VisibleText(text)) {
    if (std::string_view("\\`*_[]<>&!#|~").find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

// `<` would begin a tag.
std::string InText(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '<') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string Since(const Rule& rule) {
  return rule.since.empty() ? "libvirt 5.6 or before" : "libvirt " + std::string(rule.since);
}

std::string ListCode(const std::vector<std::string_view>& values) {
  std::vector<std::string> codes;
  for (const std::string_view value : values) codes.push_back(InCode(value));
  return ListSome({codes.begin(), codes.end()}, kMostListed);
}

// "`limit` 46": the numbers and texts that a document states inside a block.
std::string StatedInside(const Capabilities& capabilities, std::string_view block) {
  std::vector<std::string> stated;
  for (const Capability& capability : capabilities.all()) {
    const std::string_view path = capability.path;
    if (capability.kind != Capability::Kind::kValue || capability.values.empty() ||
        path.size() <= block.size() || path.substr(0, block.size()) != block ||
        path[block.size()] != '/')
      continue;
    stated.push_back(InCode(path.substr(block.size() + 1)) + " " +
                     Plain(capability.values.front()));
  }
  return ListSome({stated.begin(), stated.end()}, kMostListed);
}

// What this host offers where the rule looks, as a sentence without a full stop.
std::string DescribeOffer(const GuestView& guest, const Rule& rule) {
  const Capabilities* capabilities = guest.capabilities();
  const Capability* stated =
      capabilities == nullptr ? nullptr : capabilities->Find(rule.capability);
  if (stated == nullptr || stated->blocked_by) return Plain(DescribeBlock(guest, rule.capability));
  if (stated->kind == Capability::Kind::kBlock) {
    const std::string inside = StatedInside(*capabilities, rule.capability);
    return Plain(DescribeBlock(guest, rule.capability)) + (inside.empty() ? "" : ": " + inside);
  }
  std::vector<std::string_view> values;
  for (const Offer& offer : OffersOf(guest, rule))
    if (offer.support == Support::kSupported) values.push_back(offer.value);
  const std::string host = Plain(HostLabel(guest));
  if (values.empty()) return host + " offers none";
  const bool is_list = stated->kind == Capability::Kind::kList || rule.identifies_document;
  return host + (is_list ? " offers " : " states ") + ListCode(values);
}

// "`EPYC`: not usable, lacks `a`, `b` and 3 more; vendor AMD; deprecated"
std::string DescribeModel(const CpuModel& model) {
  std::string text = model.usable == "yes"  ? "usable"
                     : model.usable == "no" ? "not usable"
                                            : "not known whether it is usable";
  if (!model.blockers.empty()) text += ", the host lacks " + ListCode(model.blockers);
  if (model.vendor != "unknown") text += "; vendor " + Plain(model.vendor);
  if (!model.canonical.empty()) text += "; canonical name " + InCode(model.canonical);
  if (model.deprecated) text += "; deprecated: a later version of the emulator may drop it";
  return text;
}

// What is shown of the value that stands at `span`, as it is written there, or empty. Whether a
// value that no host lists is refused knows the rule alone, and so its finding.
std::string DescribeValue(const GuestView& guest, const Rule& rule, std::string_view value,
                          Span span) {
  for (const Offer& offer : OffersOf(guest, rule)) {
    if (XmlEscaped(offer.value) != value && offer.value != value) continue;
    return InCode(value) + ": " +
           (offer.model != nullptr ? DescribeModel(*offer.model) : Plain(offer.detail));
  }
  if (guest.result == nullptr) return "";
  for (const Finding& finding : guest.result->findings)
    if (finding.rule->capability == rule.capability && !finding.is_open && finding.span == span)
      return Plain(finding.message);
  return "";
}

class Hoverer {
 public:
  Hoverer(const GuestView& guest, size_t offset)
      : guest_(guest), cursor_(FindCursor(guest.source->text(), offset)) {}

  std::optional<Hover> Run() {
    if (cursor_.span.begin == cursor_.span.end) return std::nullopt;
    const std::string_view here =
        guest_.source->text().substr(cursor_.span.begin, cursor_.span.end - cursor_.span.begin);
    switch (cursor_.kind) {
      case Cursor::Kind::kElementName:
        DescribeElement(here);
        break;
      case Cursor::Kind::kAttributeName:
        DescribeRules(RulesOfAttribute(cursor_.open, here), "");
        break;
      case Cursor::Kind::kAttributeValue:
        DescribeRules(RulesOfAttribute(cursor_.open, cursor_.attribute), here);
        DescribeCondition(here);
        break;
      case Cursor::Kind::kText:
        DescribeRules(RulesOfText(cursor_.open), here);
        break;
      case Cursor::Kind::kEndTag:
      case Cursor::Kind::kNone:
        break;
    }
    if (markdown_.empty()) return std::nullopt;
    return Hover{std::move(markdown_), cursor_.span};
  }

 private:
  void DescribeRules(const std::vector<const Rule*>& rules, std::string_view value) {
    std::vector<std::string_view> told;
    for (const Rule* rule : rules) {
      // One capability may have several rules; what it is about is shown once.
      if (std::find(told.begin(), told.end(), rule->capability) != told.end()) continue;
      told.push_back(rule->capability);
      DescribeRule(*rule, value);
    }
  }

  void DescribeRule(const Rule& rule, std::string_view value) {
    if (!markdown_.empty()) markdown_ += "\n\n---\n\n";
    markdown_ += DescribeMeaning(rule) + "\n\n";
    const std::string about_value =
        value.empty() ? "" : DescribeValue(guest_, rule, value, cursor_.span);
    if (!about_value.empty()) markdown_ += "- " + about_value + "\n";
    markdown_ += "- " + DescribeOffer(guest_, rule) + "\n";
    markdown_ += "- stated as " + InCode(rule.capability) + " since " + Since(rule) + "; rule " +
                 InCode(rule.id);
  }

  void DescribeElement(std::string_view name) {
    OpenElements element = cursor_.open;
    element.push_back(cursor_.tag);
    DescribeRules(RulesOfElement(element), "");
    // If an element asks for a list, its children are the list's values: <hyperv>.
    for (const Rule* rule : RulesOfElement(cursor_.open))
      if (IsList(guest_, rule->capability)) DescribeRule(*rule, name);
    DescribeRules(RulesOfText(element), "");
    if (!markdown_.empty()) return;
    for (const KnownName& known : KnownAttributes(element))
      DescribeRules(RulesOfAttribute(element, known.name), "");
  }

  void DescribeCondition(std::string_view value) {
    if (!markdown_.empty()) return;
    for (const KnownName& known : KnownConditions(cursor_.open, cursor_.attribute))
      if (known.name == value) DescribeRule(*known.rule, "");
  }

  const GuestView& guest_;
  Cursor cursor_;
  std::string markdown_;
};

}  // namespace

std::string DescribeMeaning(const Rule& rule) {
  return "**" + InText(rule.noun) + "**\n\n" + InText(rule.explanation) +
         "\n\n[libvirt's documentation](" + std::string(rule.link) + ")";
}

std::optional<Hover> HoverAt(const GuestView& guest, size_t offset) {
  return Hoverer(guest, offset).Run();
}

}  // namespace domcheck
