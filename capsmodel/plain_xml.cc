#include "capsmodel/plain_xml.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <vector>

#include "capsmodel/utf8.h"

namespace domcheck {
namespace {

enum CharClass : unsigned char {
  kNameStart = 1,  // letters and '_'
  kName = 2,       // kNameStart, digits, '-', '.' and ':'
  kSpace = 4,      // space, tab and LF
  kValue = 8,      // characters of attribute values but quotes
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
    if (c >= ' ' && c != '<' && c != '&' && c != '"' && c != '\'') bits |= kValue;
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
  return FindInvalidUtf8(text) == std::string_view::npos &&
         text.find("\xEF\xBF\xBE") == std::string_view::npos &&  // U+FFFE
         text.find("\xEF\xBF\xBF") == std::string_view::npos;    // U+FFFF
}

// Whether a document may have this character (XML 1.0, 2.2).
bool IsXmlCharacter(char32_t c) {
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xD800) ||
         (c >= 0xE000 && c < 0xFFFE) || (c >= 0x10000 && c < 0x110000);
}

// Returns the value of a hexadecimal digit, or 16.
unsigned DigitValue(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  return c >= 'A' && c <= 'F' ? static_cast<unsigned>(c - 'A' + 10) : 16;
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
    open_.reserve(16);
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
  void SkipAll(CharClass wanted) {
    // A local pointer, since the compiler must take it that a character may be a part of at_.
    const char* at = at_;
    while (Is(*at, wanted)) ++at;
    at_ = at;
  }
  void SkipSpace() { SkipAll(kSpace); }

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

  // Reads a CDATA section, which is text.
  bool ReadCdata() {
    if (!Skip("<![CDATA[")) return false;
    const char* const begin = at_;
    for (; at_ < end_; ++at_) {
      if (at_[0] == ']' && at_[1] == ']' && at_[2] == '>') {
        document_->AddText({begin, static_cast<size_t>(at_ - begin)});
        at_ += 3;
        return document_->text_size() <= limits_.value_length;
      }
      if (!Is(*at_, kText) && *at_ != '<' && *at_ != '&' && *at_ != ']') return false;
    }
    return false;
  }

  bool ReadName(std::string_view* name) {
    const char* const begin = at_;
    if (!Is(*at_, kNameStart)) return false;
    SkipAll(kName);
    *name = {begin, static_cast<size_t>(at_ - begin)};
    return name->size() <= limits_.name_length;
  }

  // Reads a text, if there is one, and the comment, section or tag after it.
  bool ReadContent() {
    const char* const begin = at_;
    SkipSpace();
    const bool is_all_space = *at_ == '<';
    SkipAll(kText);
    const char* end = at_;
    if (*at_ == '&' && !ReadReferences(kText, &end)) return false;
    if (*at_ != '<') return false;
    if (end > begin && (!is_all_space || document_->has_text())) {
      document_->AddText({begin, static_cast<size_t>(end - begin)});
      if (document_->text_size() > limits_.value_length) return false;
    }
    if (at_[1] == '/') return ReadEndTag();
    if (at_[1] == '!') return at_[2] == '[' ? ReadCdata() : ReadComment();
    return ReadStartTag();
  }

  static bool IsOtherQuote(char c, char quote) { return (c == '"' || c == '\'') && c != quote; }

  // Reads on from a reference through characters of `wanted`, quotes other than `quote`, and
  // references to characters and to XML's own entities, up to another character. Moves what they
  // stand for to where the first one was, so that it follows what was read before, and sets `end`
  // behind that.
  bool ReadReferences(CharClass wanted, const char** end, char quote = '\0') {
    char* to = copy_ + (at_ - copy_);
    while (*at_ == '&' || Is(*at_, wanted) || (quote != '\0' && IsOtherQuote(*at_, quote))) {
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
      } else if (!ReadCharacterReference(&to)) {
        return false;
      }
    }
    *end = to;
    return true;
  }

  // Appends the character to what is at `*to`, which takes fewer bytes than the reference.
  bool ReadCharacterReference(char** to) {
    if (!Skip("&#")) return false;
    const unsigned base = Skip("x") ? 16 : 10;
    char32_t c = 0;
    const char* const digits = at_;
    for (; DigitValue(*at_) < base; ++at_) {
      c = c * base + DigitValue(*at_);
      if (c >= 0x110000) return false;
    }
    if (at_ == digits || !Skip(";") || !IsXmlCharacter(c)) return false;
    std::string bytes;
    AppendUtf8(c, &bytes);
    *to = std::copy(bytes.begin(), bytes.end(), *to);
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
    SkipAll(kValue);
    while (IsOtherQuote(*at_, quote)) {
      ++at_;
      SkipAll(kValue);
    }
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
