#include "capsmodel/element_spans.h"

#include <algorithm>

namespace domcheck {
namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::string_view kEndsName = " \t\r\n=/>";

bool Follows(std::string_view text, size_t at, std::string_view what) {
  return text.substr(at, what.size()) == what;
}

size_t Past(std::string_view text, size_t at, std::string_view what) {
  const size_t found = text.find(what, at);
  return found == std::string_view::npos ? text.size() : found + what.size();
}

// The offset behind a comment, CDATA section, processing instruction or end tag at `at`, or `at`
// where none of them stands there. text[at] is `<`.
size_t PastOtherMarkup(std::string_view text, size_t at) {
  if (Follows(text, at, "<!--")) return Past(text, at + 4, "-->");
  if (Follows(text, at, "<![CDATA[")) return Past(text, at + 9, "]]>");
  if (Follows(text, at, "<?")) return Past(text, at + 2, "?>");
  if (Follows(text, at, "</")) return Past(text, at + 2, ">");
  return at;
}

// The offset behind the `>` of the start tag at `at`; a `>` in quotes does not end it.
size_t PastStartTag(std::string_view text, size_t at) {
  while ((at = text.find_first_of("\"'>", at)) != std::string_view::npos) {
    if (text[at] == '>') return at + 1;
    at = text.find(text[at], at + 1);
    if (at == std::string_view::npos) break;
    ++at;
  }
  return text.size();
}

size_t EndOf(size_t found, std::string_view text) { return std::min(found, text.size()); }

}  // namespace

ElementSpans::ElementSpans(std::string_view text) : text_(text) {
  for (size_t at = 0; (at = text.find('<', at)) != std::string_view::npos;) {
    const size_t past = PastOtherMarkup(text, at);
    if (past == at) {
      tags_.push_back(at);
      at = PastStartTag(text, at);
    } else {
      at = past;
    }
  }
}

Span ElementSpans::StartTag(ElementNumber element) const {
  return {tags_[element], PastStartTag(text_, tags_[element])};
}

Span ElementSpans::Name(ElementNumber element) const {
  const size_t begin = tags_[element] + 1;
  return {begin, EndOf(text_.find_first_of(kEndsName, begin), text_)};
}

std::optional<Span> ElementSpans::AttributeValue(ElementNumber element,
                                                 std::string_view name) const {
  const std::string_view tag = text_.substr(0, StartTag(element).end);
  for (size_t at = Name(element).end;;) {
    const size_t begin = tag.find_first_not_of(kSpace, at);
    if (begin == std::string_view::npos || tag[begin] == '>' || tag[begin] == '/') return {};
    const size_t end = EndOf(tag.find_first_of(kEndsName, begin), tag);
    const size_t open = tag.find_first_of("'\"", end);
    if (open == std::string_view::npos) return {};
    const size_t close = EndOf(tag.find(tag[open], open + 1), tag);
    if (tag.substr(begin, end - begin) == name) return Span{open + 1, close};
    at = close + 1;
  }
}

Span ElementSpans::Text(ElementNumber element) const {
  const Span tag = StartTag(element);
  const bool is_empty = text_[tag.end - 2] == '/';
  for (size_t at = tag.end; !is_empty && at < text_.size();) {
    const bool cdata = Follows(text_, at, "<![CDATA[");
    const size_t begin = cdata ? at + 9 : at;
    const size_t end = EndOf(text_.find(cdata ? "]]>" : "<", begin), text_);
    const std::string_view run = TrimXmlSpace(text_.substr(begin, end - begin));
    if (!run.empty()) {
      const auto offset = static_cast<size_t>(run.data() - text_.data());
      return {offset, offset + run.size()};
    }
    at = cdata ? Past(text_, end, "]]>") : end;
    if (at >= text_.size() || text_[at] != '<' || Follows(text_, at, "<![CDATA[")) continue;
    // Past a comment or an instruction the text may go on; any other markup ends the search.
    if (!Follows(text_, at, "<!--") && !Follows(text_, at, "<?")) break;
    at = PastOtherMarkup(text_, at);
  }
  return Name(element);
}

}  // namespace domcheck
