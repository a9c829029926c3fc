#include "checker/lsp/cursor.h"

#include <algorithm>

namespace domcheck {
namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kNameEnd = " \t\r\n=/<>\"'";

bool IsSpace(char c) { return kSpace.find(c) != std::string_view::npos; }

bool Holds(Span span, size_t offset) { return span.begin <= offset && offset <= span.end; }

std::string_view Part(std::string_view text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

// Returns the offset of the first of `characters` at or behind `at`, or the text's size.
size_t FindAny(std::string_view text, std::string_view characters, size_t at) {
  return std::min(text.find_first_of(characters, at), text.size());
}

size_t SkipSpace(std::string_view text, size_t at) {
  return std::min(text.find_first_not_of(kSpace, at), text.size());
}

// Whether `stretch`, the text between two quotes, is not a value but what stands between an
// unclosed value and the quote of the next attribute: " dev=".
bool EndsInAttributeName(std::string_view stretch) {
  if (stretch.empty() || stretch.back() != '=') return false;
  stretch.remove_suffix(1);
  const size_t before = stretch.find_last_of(kNameEnd);
  return before != std::string_view::npos && before + 1 < stretch.size() &&
         IsSpace(stretch[before]);
}

// Where the value that begins behind a quote ends, and whether a quote closes it.
struct ValueEnd {
  size_t end;
  bool is_closed;
};

ValueEnd FindValueEnd(std::string_view text, size_t begin, char quote) {
  const size_t closing = text.find(quote, begin);
  if (closing != std::string_view::npos) {
    const std::string_view value = text.substr(begin, closing - begin);
    const bool spans_markup = value.find_first_of("<>") != std::string_view::npos &&
                              value.find_first_of(kLineEnd) != std::string_view::npos;
    if (!spans_markup && !EndsInAttributeName(value)) return {closing, true};
  }
  size_t end = FindAny(text, " \t\r\n<>", begin);
  if (end < text.size() && text[end] == '>' && end > begin && text[end - 1] == '/') --end;
  return {end, false};
}

struct TagAttribute {
  Span name;
  bool has_value = false;
  Span value;  // without quotes
};

struct StartTag {
  size_t begin = 0;
  Span name;
  std::vector<TagAttribute> attributes;
  size_t inner_end = 0;  // where `>`, `/>` or whatever ends the tag begins
  size_t end = 0;
  bool is_ended = false;  // by `>`
  bool is_empty = false;  // by `/>`
};

// Scans the attribute at `at`, where a name may begin, and returns the offset behind it.
size_t ScanAttribute(std::string_view text, size_t at, StartTag* tag) {
  TagAttribute attribute;
  attribute.name = {at, FindAny(text, kNameEnd, at)};
  at = attribute.name.end;
  const size_t equals = SkipSpace(text, at);
  const size_t quote =
      equals < text.size() && text[equals] == '=' ? SkipSpace(text, equals + 1) : text.size();
  if (quote < text.size() && (text[quote] == '"' || text[quote] == '\'')) {
    const ValueEnd value = FindValueEnd(text, quote + 1, text[quote]);
    attribute.has_value = true;
    attribute.value = {quote + 1, value.end};
    at = value.end + (value.is_closed ? 1 : 0);
  }
  // Skips a character that cannot begin a name.
  if (at == attribute.name.begin) return at + 1;
  tag->attributes.push_back(attribute);
  return at;
}

StartTag ScanStartTag(std::string_view text, size_t begin) {
  StartTag tag;
  tag.begin = begin;
  tag.name = {begin + 1, FindAny(text, kNameEnd, begin + 1)};
  size_t at = tag.name.end;
  for (;;) {
    at = SkipSpace(text, at);
    tag.inner_end = at;
    if (at >= text.size() || text[at] == '<') break;
    tag.is_empty = text[at] == '/' && at + 1 < text.size() && text[at + 1] == '>';
    tag.is_ended = tag.is_empty || text[at] == '>';
    if (tag.is_ended) {
      at += tag.is_empty ? 2 : 1;
      break;
    }
    at = ScanAttribute(text, at, &tag);
  }
  tag.end = at;
  return tag;
}

OpenElement AsOpenElement(std::string_view text, const StartTag& tag) {
  OpenElement element{Part(text, tag.name), tag.begin, {}};
  for (const TagAttribute& attribute : tag.attributes)
    if (attribute.has_value)
      element.attributes.emplace_back(Part(text, attribute.name), Part(text, attribute.value));
  return element;
}

// A kind of markup that holds nothing to complete, with its delimiters.
struct Opaque {
  std::string_view begin;
  std::string_view end;
};
constexpr Opaque kOpaque[] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}, {"<!", ">"}};

class Scan {
 public:
  Scan(std::string_view text, size_t offset) : text_(text), offset_(offset) {}

  Cursor Run() {
    size_t at = 0;
    while (!is_found_) {
      const size_t markup = std::min(text_.find('<', at), text_.size());
      if (offset_ <= markup) {
        FindText({at, markup});
        break;
      }
      at = PassMarkup(markup);
    }
    return std::move(cursor_);
  }

 private:
  void Found(Cursor::Kind kind, Span span) {
    is_found_ = true;
    cursor_.kind = kind;
    cursor_.span = span;
  }
  void FoundNothing() { Found(Cursor::Kind::kNone, {offset_, offset_}); }

  // The place is in `run`, the text between two pieces of markup.
  void FindText(Span run) {
    if (cursor_.open.empty()) return FoundNothing();
    const size_t before = text_.substr(0, offset_).find_last_of(kLineEnd);
    if (before != std::string_view::npos) run.begin = std::max(run.begin, before + 1);
    run.end = std::min(run.end, FindAny(text_, kLineEnd, offset_));
    while (run.begin < run.end && IsSpace(text_[run.begin])) ++run.begin;
    while (run.begin < run.end && IsSpace(text_[run.end - 1])) --run.end;
    Found(Cursor::Kind::kText, Holds(run, offset_) ? run : Span{offset_, offset_});
  }

  // Returns the offset behind the piece of markup that begins with the `<` at `begin`, before the
  // place.
  size_t PassMarkup(size_t begin) {
    for (const Opaque& opaque : kOpaque)
      if (text_.substr(begin, opaque.begin.size()) == opaque.begin)
        return PassOpaque(begin, opaque);
    return text_.substr(begin, 2) == "</" ? PassEndTag(begin) : PassStartTag(begin);
  }

  size_t PassOpaque(size_t begin, const Opaque& opaque) {
    const size_t found = text_.find(opaque.end, begin + opaque.begin.size());
    const bool is_ended = found != std::string_view::npos;
    const size_t end = is_ended ? found + opaque.end.size() : text_.size();
    if (offset_ < end || !is_ended) FoundNothing();
    return end;
  }

  size_t PassEndTag(size_t begin) {
    const Span name = {begin + 2, FindAny(text_, kNameEnd, begin + 2)};
    const size_t stop = FindAny(text_, "<>", name.end);
    const bool is_ended = stop < text_.size() && text_[stop] == '>';
    const size_t end = is_ended ? stop + 1 : name.end;
    if (offset_ < end || (!is_ended && offset_ == end)) {
      Found(Cursor::Kind::kEndTag, Holds(name, offset_) ? name : Span{offset_, offset_});
      return end;
    }
    // Ignores an end tag that closes no open element.
    auto& open = cursor_.open;
    for (size_t i = open.size(); i-- > 0;) {
      if (open[i].name != Part(text_, name)) continue;
      open.resize(i);
      break;
    }
    return end;
  }

  size_t PassStartTag(size_t begin) {
    const StartTag tag = ScanStartTag(text_, begin);
    if (Holds(tag.name, offset_)) {
      cursor_.tag = AsOpenElement(text_, tag);
      Found(Cursor::Kind::kElementName, tag.name);
      return tag.end;
    }
    if (tag.name.begin == tag.name.end) return tag.name.end;  // a lone `<`
    if (offset_ < tag.end || (offset_ == tag.end && !tag.is_ended)) {
      cursor_.open.push_back(AsOpenElement(text_, tag));
      FindInTag(tag);
      return tag.end;
    }
    if (tag.is_ended && !tag.is_empty) cursor_.open.push_back(AsOpenElement(text_, tag));
    return tag.end;
  }

  // The place is behind the name of `tag`, before its end.
  void FindInTag(const StartTag& tag) {
    for (const TagAttribute& attribute : tag.attributes) {
      if (Holds(attribute.name, offset_))
        return Found(Cursor::Kind::kAttributeName, attribute.name);
      if (!attribute.has_value || !Holds(attribute.value, offset_)) continue;
      cursor_.attribute = Part(text_, attribute.name);
      return Found(Cursor::Kind::kAttributeValue, attribute.value);
    }
    // A new attribute begins behind white space; behind `=` a value is missing.
    const size_t before = text_.substr(0, offset_).find_last_not_of(kSpace);
    if (offset_ > tag.inner_end || before + 1 == offset_ || text_[before] == '=')
      return FoundNothing();
    Found(Cursor::Kind::kAttributeName, {offset_, offset_});
  }

  std::string_view text_;
  size_t offset_;
  Cursor cursor_;
  bool is_found_ = false;
};

}  // namespace

std::optional<std::string_view> OpenElement::FindAttribute(std::string_view wanted) const {
  for (const auto& [attribute, value] : attributes)
    if (attribute == wanted) return value;
  return std::nullopt;
}

std::optional<std::string> Cursor::path() const {
  if (open.empty() || open.front().name != "domain") return std::nullopt;
  std::string path;
  for (size_t i = 1; i < open.size(); ++i) {
    if (i > 1) path += '/';
    path += open[i].name;
  }
  return path;
}

Cursor FindCursor(std::string_view text, size_t offset) {
  return Scan(text, std::min(offset, text.size())).Run();
}

}  // namespace domcheck
