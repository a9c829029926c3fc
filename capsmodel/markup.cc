#include "capsmodel/markup.h"

#include <algorithm>

namespace domcheck {
namespace {

bool Follows(std::string_view text, size_t at, std::string_view what) {
  return text.substr(at, what.size()) == what;
}

size_t Past(std::string_view text, size_t at, std::string_view what) {
  const size_t found = text.find(what, std::min(at, text.size()));
  return found == std::string_view::npos ? text.size() : found + what.size();
}

// Returns the offset after the `>` that ends the start tag at `at`. A `>` in quotes does not.
size_t PastStartTag(std::string_view text, size_t at) {
  for (; at < text.size(); ++at) {
    if (text[at] == '>') return at + 1;
    if (text[at] == '"' || text[at] == '\'') at = text.find(text[at], at + 1);
    if (at == std::string_view::npos) break;
  }
  return text.size();
}

}  // namespace

Markup NextMarkup(std::string_view text, size_t at) {
  const size_t begin = text.find('<', at);
  if (begin == std::string_view::npos) return {Markup::Kind::kNone, {text.size(), text.size()}};
  const auto piece = [&](Markup::Kind kind, size_t end) { return Markup{kind, {begin, end}}; };
  switch (begin + 1 < text.size() ? text[begin + 1] : '\0') {
    case '!':
      if (Follows(text, begin, "<!--"))
        return piece(Markup::Kind::kComment, Past(text, begin + 4, "-->"));
      if (Follows(text, begin, "<![CDATA["))
        return piece(Markup::Kind::kOther, Past(text, begin + 9, "]]>"));
      break;
    case '?':
      return piece(Markup::Kind::kOther, Past(text, begin + 2, "?>"));
    case '/':
      return piece(Markup::Kind::kEndTag, Past(text, begin + 2, ">"));
    default:
      break;
  }
  const size_t end = PastStartTag(text, begin);
  const bool is_empty = end - begin >= 3 && text[end - 1] == '>' && text[end - 2] == '/';
  return piece(is_empty ? Markup::Kind::kEmptyTag : Markup::Kind::kStartTag, end);
}

size_t NameEnd(std::string_view text, size_t at) {
  const auto ends = [](char c) {
    return c == ' ' || c == '=' || c == '>' || c == '/' || c == '\n' || c == '\t' || c == '\r';
  };
  while (at < text.size() && !ends(text[at])) ++at;
  return at;
}

Span TagName(std::string_view text, const Markup& tag) {
  const size_t begin = tag.span.begin + (tag.kind == Markup::Kind::kEndTag ? 2 : 1);
  return {begin, NameEnd(text, begin)};
}

}  // namespace domcheck
