#include "checker/lsp/completion.h"

#include <algorithm>
#include <utility>

#include "checker/base/visible_text.h"
#include "checker/base/xml_escape.h"
#include "checker/lsp/cursor.h"
#include "checker/lsp/device_snippets.h"
#include "checker/lsp/hover.h"
#include "checker/lsp/offers.h"
#include "checker/lsp/rule_places.h"

namespace domcheck {
namespace {

class Completer {
 public:
  Completer(const GuestView& guest, size_t offset, bool takes_snippets)
      : guest_(guest),
        text_(guest.source->text()),
        offset_(std::min(offset, text_.size())),
        takes_snippets_(takes_snippets),
        cursor_(FindCursor(text_, offset_)) {}

  std::vector<Completion> Run() {
    switch (cursor_.kind) {
      case Cursor::Kind::kAttributeValue:
        AddValues(RulesOfAttribute(cursor_.open, cursor_.attribute));
        AddConditions();
        break;
      case Cursor::Kind::kText:
        AddValues(RulesOfText(cursor_.open));
        AddElements("<");
        AddSnippets(cursor_.span, 0);
        break;
      case Cursor::Kind::kElementName:
        AddElements("");
        AddSnippetsInTag();
        break;
      case Cursor::Kind::kAttributeName:
        AddAttributes();
        break;
      case Cursor::Kind::kEndTag:
      case Cursor::Kind::kNone:
        break;
    }
    std::stable_partition(completions_.begin(), completions_.end(),
                          [](const Completion& completion) { return completion.is_offered; });
    return std::move(completions_);
  }

 private:
  Completion& Add(Completion::Kind kind, std::string_view label, std::string text) {
    completions_.emplace_back();
    Completion& completion = completions_.back();
    completion.kind = kind;
    completion.label = VisibleText(label);
    completion.edit = {cursor_.span, std::move(text)};
    return completion;
  }

  bool Has(std::string_view label) const {
    return std::any_of(completions_.begin(), completions_.end(),
                       [&](const Completion& other) { return other.label == VisibleText(label); });
  }

  void AddOffer(Completion::Kind kind, const Offer& offer, const Rule& rule, std::string text) {
    Completion& completion = Add(kind, offer.value, std::move(text));
    completion.detail = VisibleText(offer.detail);
    completion.documentation = DescribeMeaning(rule);
    completion.is_offered = offer.support != Support::kUnsupported;
    completion.is_deprecated = offer.is_deprecated;
  }

  void AddValues(const std::vector<const Rule*>& rules) {
    for (const Rule* rule : rules)
      for (const Offer& offer : OffersOf(guest_, *rule))
        if (!Has(offer.value))
          AddOffer(Completion::Kind::kValue, offer, *rule, XmlEscaped(offer.value));
  }

  // Adds values from the rules' conditions. The attribute's list decides whether a value is
  // offered, if the host has one; otherwise the block that the value asks for decides.
  void AddConditions() {
    const std::vector<const Rule*> rules = RulesOfAttribute(cursor_.open, cursor_.attribute);
    for (const KnownName& known : KnownConditions(cursor_.open, cursor_.attribute)) {
      if (Has(known.name)) continue;
      Completion& completion = Add(Completion::Kind::kValue, known.name, XmlEscaped(known.name));
      completion.detail = known.rule->noun;
      completion.documentation = DescribeMeaning(*known.rule);
      const Support listed = AskLists(rules, known.name);
      if (listed == Support::kUnsupported) {
        completion.detail = "not offered by this host";
        completion.is_offered = false;
      } else if (known.is_asked_for && IsUnsupported(known.rule->capability)) {
        completion.detail = DescribeBlock(guest_, known.rule->capability);
        completion.is_offered = false;
      }
    }
  }

  Support AskLists(const std::vector<const Rule*>& rules, std::string_view value) const {
    if (guest_.capabilities() == nullptr || rules.empty()) return Support::kUnknown;
    return guest_.capabilities()->AskValue(rules.front()->capability, value).support;
  }

  bool IsUnsupported(std::string_view capability) const {
    return guest_.capabilities() != nullptr &&
           guest_.capabilities()->AskBlock(capability).support == Support::kUnsupported;
  }

  // `before` is the markup that is missing in front of a name.
  void AddElements(std::string_view before) {
    for (const KnownName& known : KnownChildren(cursor_.open)) {
      Completion& completion = Add(Completion::Kind::kElement, known.name,
                                   std::string(before) + std::string(known.name));
      completion.documentation = DescribeMeaning(*known.rule);
      completion.detail = known.rule->noun;
      if (!known.is_asked_for) continue;
      completion.detail = DescribeBlock(guest_, known.rule->capability);
      completion.is_offered = !IsUnsupported(known.rule->capability);
    }
    // If the element itself asks for a list, its children are the list's values: <hyperv>.
    for (const Rule* rule : RulesOfElement(cursor_.open)) {
      if (!IsList(guest_, rule->capability)) continue;
      for (const Offer& offer : OffersOf(guest_, *rule))
        AddOffer(Completion::Kind::kElement, offer, *rule,
                 std::string(before) + std::string(offer.value));
    }
  }

  // At the beginning of an existing name, a new attribute goes in front of it.
  void AddAttributes() {
    const Span span = cursor_.span;
    const bool is_in_front = span.begin != span.end && offset_ == span.begin;
    const std::string_view here = text_.substr(span.begin, span.end - span.begin);
    const size_t next = text_.find_first_not_of(" \t\r\n", span.end);
    const bool has_value =
        !here.empty() && !is_in_front && next != std::string_view::npos && text_[next] == '=';
    for (const KnownName& known : KnownAttributes(cursor_.open)) {
      const bool is_here = known.name == here && !is_in_front;
      if (cursor_.open.back().FindAttribute(known.name) && !is_here) continue;
      Completion& completion =
          Add(Completion::Kind::kAttribute, known.name, std::string(known.name));
      completion.detail = known.rule->noun;
      completion.documentation = DescribeMeaning(*known.rule);
      completion.is_snippet = takes_snippets_ && !has_value;
      if (completion.is_snippet) completion.edit.text += "=\"$1\"";
      if (!is_in_front) continue;
      completion.edit.span.end = span.begin;
      completion.edit.text += ' ';
    }
  }

  // In a tag that consists only of the beginning of its name. Editors compare what is typed with
  // the label, so the `<` stays.
  void AddSnippetsInTag() {
    Span span = cursor_.span;
    const std::string_view rest = text_.substr(span.end);
    const size_t next = rest.find_first_not_of(" \t");
    if (rest.substr(0, 1) == ">")
      ++span.end;
    else if (next != std::string_view::npos && rest.find_first_of("\r\n<", next) != next)
      return;
    AddSnippets(span, 1);
  }

  // Leaves out the first `left_out` bytes of each snippet, which are already in the text.
  void AddSnippets(Span span, size_t left_out) {
    if (!takes_snippets_ || cursor_.path() != "devices") return;
    for (const Snippet& snippet : DeviceSnippets(guest_.capabilities())) {
      Completion& completion = Add(Completion::Kind::kSnippet, snippet.label, "");
      completion.detail = "whole device, as " + HostLabel(guest_) + " offers it";
      completion.documentation = "```xml\n" + snippet.preview + "\n```";
      if (!snippet.note.empty()) completion.documentation += "\n\n" + snippet.note;
      completion.edit = {span, snippet.body.substr(left_out)};
      completion.is_snippet = true;
    }
  }

  const GuestView& guest_;
  std::string_view text_;
  size_t offset_;
  bool takes_snippets_;
  Cursor cursor_;
  std::vector<Completion> completions_;
};

}  // namespace

std::vector<Completion> Complete(const GuestView& guest, size_t offset, bool takes_snippets) {
  return Completer(guest, offset, takes_snippets).Run();
}

}  // namespace domcheck
