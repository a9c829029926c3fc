#include "capsmodel/element_spans.h"

#include <algorithm>

#include "capsmodel/markup.h"

namespace domcheck {
namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::string_view kCdata = "<![CDATA[";
constexpr std::string_view kCdataEnd = "]]>";

bool Follows(std::string_view text, size_t at, std::string_view what) {
  return text.substr(at, what.size()) == what;
}

size_t EndOf(size_t found, std::string_view text) { return std::min(found, text.size()); }

}  // namespace

ElementSpans::ElementSpans(std::string_view text) : text_(text) {
  constexpr size_t kUsual = 32;  // bytes of text for each element
  tags_.reserve(text.size() / kUsual);
  // A tag contains no other `<`, so only comments, sections and instructions must be skipped.
  for (size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at)) {
    const char next = at + 1 < text.size() ? text[at + 1] : '>';
    if (next == '!' || next == '?') {
      at = NextMarkup(text, at).span.end;
      continue;
    }
    if (next != '/') tags_.push_back(at);
    ++at;
  }
}

Span ElementSpans::StartTag(ElementNumber element) const {
  return NextMarkup(text_, tags_[element]).span;
}

Span ElementSpans::Whole(ElementNumber element) const {
  const size_t begin = tags_[element];
  std::vector<std::string_view> open;
  for (size_t at = begin;;) {
    const Markup piece = NextMarkup(text_, at);
    at = piece.span.end;
    if (piece.kind == Markup::Kind::kNone) return {begin, text_.size()};
    if (piece.kind == Markup::Kind::kComment || piece.kind == Markup::Kind::kOther) continue;
    const Span span = TagName(text_, piece);
    const std::string_view name = text_.substr(span.begin, span.end - span.begin);
    if (piece.kind != Markup::Kind::kEndTag) {
      // If the user is still typing this tag, the `>` may belong to another tag.
      const size_t next = text_.find('<', piece.span.begin + 1);
      const bool is_cut = next < piece.span.end;
      if (is_cut) at = next;
      if (is_cut || piece.kind == Markup::Kind::kStartTag) open.push_back(name);
    } else {
      const auto closed = std::find(open.rbegin(), open.rend(), name);
      if (closed == open.rend()) return {begin, piece.span.begin};
      open.erase(closed.base() - 1, open.end());
    }
    if (open.empty()) return {begin, at};
  }
}

Span ElementSpans::Name(ElementNumber element) const {
  return TagName(text_, NextMarkup(text_, tags_[element]));
}

std::optional<Span> ElementSpans::EndTagName(ElementNumber element) const {
  const Span whole = Whole(element);
  const size_t end_tag = text_.rfind('<', whole.end - 1);
  if (end_tag <= whole.begin || !Follows(text_, end_tag, "</")) return {};
  const Span name = TagName(text_, NextMarkup(text_, end_tag));
  const Span begun = Name(element);
  const auto at = [this](Span span) { return text_.substr(span.begin, span.end - span.begin); };
  return at(name) == at(begun) ? std::optional(name) : std::nullopt;
}

ElementNumber ElementSpans::ElementAt(size_t offset) const {
  const auto after = std::upper_bound(tags_.begin(), tags_.end(), offset);
  return static_cast<ElementNumber>(after - tags_.begin() - 1);
}

std::optional<ElementSpans::AttributeParts> ElementSpans::FindAttribute(
    ElementNumber element, std::string_view name) const {
  const Markup piece = NextMarkup(text_, tags_[element]);
  const std::string_view tag = text_.substr(0, piece.span.end);
  for (size_t at = TagName(text_, piece).end;;) {
    const size_t begin = tag.find_first_not_of(kSpace, at);
    if (begin == std::string_view::npos || tag[begin] == '>' || tag[begin] == '/') return {};
    const size_t end = NameEnd(tag, begin);
    const size_t open = tag.find_first_of("'\"", end);
    if (open == std::string_view::npos) return {};
    const size_t close = EndOf(tag.find(tag[open], open + 1), tag);
    if (tag.substr(begin, end - begin) == name)
      return AttributeParts{{begin, end}, {open + 1, close}};
    at = close + 1;
  }
}

std::optional<Span> ElementSpans::AttributeValue(ElementNumber element,
                                                 std::string_view name) const {
  const auto attribute = FindAttribute(element, name);
  return attribute ? std::optional(attribute->value) : std::nullopt;
}

Span ElementSpans::AttributeName(ElementNumber element, std::string_view name) const {
  const auto attribute = FindAttribute(element, name);
  return attribute ? attribute->name : Name(element);
}

Span ElementSpans::Text(ElementNumber element) const {
  const Markup tag = NextMarkup(text_, tags_[element]);
  size_t at = tag.span.end;
  while (tag.kind == Markup::Kind::kStartTag) {
    const Markup next = NextMarkup(text_, at);
    Span run{at, next.span.begin};
    const bool is_cdata = Follows(text_, at, kCdata);
    if (is_cdata) run = {at + kCdata.size(), next.span.end - kCdataEnd.size()};
    const std::string_view trimmed = TrimXmlSpace(text_.substr(run.begin, run.end - run.begin));
    if (!trimmed.empty()) {
      const auto offset = static_cast<size_t>(trimmed.data() - text_.data());
      return {offset, offset + trimmed.size()};
    }
    // The text may continue after a comment, an instruction or an empty section.
    const bool goes_on = next.kind == Markup::Kind::kComment || next.kind == Markup::Kind::kOther;
    if (!goes_on) break;
    at = is_cdata || at == next.span.begin ? next.span.end : next.span.begin;
  }
  return Name(element);
}

}  // namespace domcheck
