#include "capsmodel/plain_xml.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "capsmodel/utf8.h"

namespace domcheck {
namespace {

enum CharClass : unsigned char {
  kNameStart = 1,  // letters and '_'
  kName = 2,       // kNameStart, digits, '-', '.' and ':'
  kSpace = 4,      // space, tab and LF
  kValue = 8,      // characters of attribute values, including both quotes
  kText = 16,      // characters of text
};

constexpr std::array<unsigned char, 256> MakeClasses() {
  std::array<unsigned char, 256> classes = {};
  for (unsigned c = 0; c < 0x7F; ++c) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    const bool is_digit = c >= '0' && c <= '9';
    unsigned char bits = 0;
    if (is_letter) bits |= kNameStart | kName;
    if (is_digit || c == '-' || c == '.' || c == ':') bits |= kName;
    if (c == ' ' || c == '\t' || c == '\n') bits |= kSpace;
    if (c >= ' ' && c != '<' && c != '&') bits |= kValue;
    // Text must not contain "]]>".
    if ((c >= ' ' && c != '<' && c != '&' && c != ']') || c == '\t' || c == '\n') bits |= kText;
    classes[c] = bits;
  }
  // Bytes of other characters, which PlainReader has looked at before.
  for (unsigned c = 0x80; c < 0x100; ++c) classes[c] = kValue | kText;
  return classes;
}
constexpr std::array<unsigned char, 256> kClasses = MakeClasses();

bool Is(char c, CharClass wanted) {
  return (kClasses[static_cast<unsigned char>(c)] & wanted) != 0;
}

// The text is UTF-8 by now, whatever its file was.
constexpr std::string_view kDeclarations[] = {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
    "<?xml version='1.0' encoding='UTF-8'?>",
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
    "<?xml version='1.0' encoding='utf-8'?>",
    "<?xml version=\"1.0\"?>",
    "<?xml version='1.0'?>",
    "<?xml version=\"1.0\" encoding=\"UTF-16\"?>",
    "<?xml version='1.0' encoding='UTF-16'?>",
    "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>",
    "<?xml version='1.0' encoding='ISO-8859-1'?>",
};

// Whether all characters beyond ASCII may be in XML, and are well-formed.
bool HasOnlyXmlCharacters(std::string_view text) {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::all_of(text.begin(), text.end(), is_ascii)) return true;
  return FindInvalidUtf8(text) == std::string_view::npos &&
         text.find("\xEF\xBF\xBE") == std::string_view::npos &&  // U+FFFE
         text.find("\xEF\xBF\xBF") == std::string_view::npos;    // U+FFFF
}

// Copies the text with LF line ends (XML 1.0, 2.11). Returns the end of the copy.
char* CopyWithLineFeeds(std::string_view text, char* to) {
  for (;;) {
    const size_t end = std::min(text.find('\r'), text.size());
    std::memcpy(to, text.data(), end);
    to += end;
    if (end == text.size()) return to;
    const bool is_pair = end + 1 < text.size() && text[end + 1] == '\n';
    *to++ = '\n';
    text.remove_prefix(end + (is_pair ? 2 : 1));
  }
}

// Each Read function advances past what it reads and returns true, or returns false.
class PlainReader {
 public:
  // Copies the text into the document, so that names and values can be views of it.
  PlainReader(std::string_view text, const Limits& limits, Document* document)
      : limits_(limits), document_(document) {
    copy_ = document->Allocate(text.size() + 1);
    char* const end = CopyWithLineFeeds(text, copy_);
    *end = '\0';  // is in no class, so no loop runs past the end
    at_ = copy_;
    end_ = end;
  }

  bool Read() {
    for (const std::string_view declaration : kDeclarations)
      if (Skip(declaration)) break;
    if (!ReadMisc() || *at_ != '<' || !ReadStartTag()) return false;
    while (!open_.empty())
      if (!ReadContent()) return false;
    return ReadMisc() && at_ == end_;
  }

 private:
  bool Skip(std::string_view what) {
    if (static_cast<size_t>(end_ - at_) < what.size() ||
        std::memcmp(at_, what.data(), what.size()) != 0)
      return false;
    at_ += what.size();
    return true;
  }
  void SkipSpace() {
    while (Is(*at_, kSpace)) ++at_;
  }

  // Reads white space and comments around the root.
  bool ReadMisc() {
    for (SkipSpace(); at_[0] == '<' && at_[1] == '!'; SkipSpace())
      if (!ReadComment()) return false;
    return true;
  }

  bool ReadComment() {
    if (!Skip("<!--")) return false;
    for (; at_ < end_; ++at_) {
      if (at_[0] == '-' && at_[1] == '-') return Skip("-->");
      if (!Is(*at_, kText) && *at_ != '<' && *at_ != '&' && *at_ != ']') return false;
    }
    return false;
  }

  bool ReadName(std::string_view* name) {
    const char* const begin = at_;
    if (!Is(*at_, kNameStart)) return false;
    while (Is(*at_, kName)) ++at_;
    *name = {begin, static_cast<size_t>(at_ - begin)};
    return name->size() <= limits_.name_length;
  }

  // Reads a text, if there is one, and the comment or tag after it.
  bool ReadContent() {
    const char* const begin = at_;
    SkipSpace();
    const bool is_all_space = *at_ == '<';
    while (Is(*at_, kText)) ++at_;
    const char* end = at_;
    if (*at_ == '&' && !ReadReferences(kText, &end)) return false;
    if (*at_ != '<') return false;
    if (end > begin && (!is_all_space || document_->has_text())) {
      document_->AddText({begin, static_cast<size_t>(end - begin)});
      if (document_->text_size() > limits_.value_length) return false;
    }
    if (at_[1] == '/') return ReadEndTag();
    if (at_[1] == '!') return ReadComment();
    return ReadStartTag();
  }

  // Reads on from a reference through characters of `wanted` and references to XML's own entities,
  // up to another character or `quote`. Moves what they stand for to where the first one was, so
  // that it follows what was read before, and sets `end` behind that.
  bool ReadReferences(CharClass wanted, const char** end, char quote = '\0') {
    char* to = copy_ + (at_ - copy_);
    while (*at_ == '&' || (*at_ != quote && Is(*at_, wanted))) {
      if (*at_ != '&') {
        *to++ = *at_++;
      } else if (Skip("&amp;")) {
        *to++ = '&';
      } else if (Skip("&lt;")) {
        *to++ = '<';
      } else if (Skip("&gt;")) {
        *to++ = '>';
      } else if (Skip("&quot;")) {
        *to++ = '"';
      } else if (Skip("&apos;")) {
        *to++ = '\'';
      } else {
        return false;
      }
    }
    *end = to;
    return true;
  }

  bool ReadEndTag() {
    at_ += 2;
    const std::string_view name = open_.back();
    if (!Skip(name)) return false;
    SkipSpace();
    if (*at_ != '>') return false;
    ++at_;
    open_.pop_back();
    document_->EndElement();
    return true;
  }

  bool ReadStartTag() {
    ++at_;
    std::string_view name;
    if (!ReadName(&name)) return false;
    document_->StartElement(name);
    open_.push_back(name);
    if (document_->size() > limits_.elements || open_.size() > limits_.depth) return false;
    for (size_t attributes = 0;; ++attributes) {
      const char* const behind = at_;
      SkipSpace();
      if (*at_ == '>') {
        ++at_;
        return true;
      }
      if (at_[0] == '/' && at_[1] == '>') {
        at_ += 2;
        open_.pop_back();
        document_->EndElement();
        return true;
      }
      if (at_ == behind || attributes == limits_.attributes || !ReadAttribute()) return false;
    }
  }

  bool ReadAttribute() {
    std::string_view name;
    if (!ReadName(&name)) return false;
    SkipSpace();
    if (*at_ != '=') return false;
    ++at_;
    SkipSpace();
    const char quote = *at_;
    if (quote != '"' && quote != '\'') return false;
    const char* const begin = ++at_;
    while (*at_ != quote && Is(*at_, kValue)) ++at_;
    const char* end = at_;
    if (*at_ == '&' && !ReadReferences(kValue, &end, quote)) return false;
    if (*at_ != quote) return false;
    const std::string_view value(begin, static_cast<size_t>(end - begin));
    ++at_;
    if (value.size() > limits_.value_length) return false;
    if (document_->at(static_cast<ElementNumber>(document_->size() - 1)).FindAttribute(name))
      return false;  // a duplicate
    document_->AddAttribute(name, value);
    return true;
  }

  const Limits& limits_;
  Document* document_;
  char* copy_;
  const char* at_;
  const char* end_;
  std::vector<std::string_view> open_;  // names of the open elements
};

}  // namespace

bool ReadPlainXml(std::string_view text, Document* document, const Limits& limits) {
  document->Clear();
  if (!HasOnlyXmlCharacters(text)) return false;
  return PlainReader(text, limits, document).Read();
}

}  // namespace domcheck
