#include "capsmodel/xml_reader.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <xercesc/framework/XMLAttr.hpp>
#include <xercesc/framework/XMLDocumentHandler.hpp>
#include <xercesc/framework/XMLElementDecl.hpp>
#include <xercesc/framework/XMLErrorReporter.hpp>
#include <xercesc/internal/WFXMLScanner.hpp>
#include <xercesc/util/OutOfMemoryException.hpp>
#include <xercesc/util/PlatformUtils.hpp>
#include <xercesc/util/XMLUni.hpp>
#include <xercesc/validators/common/GrammarResolver.hpp>

#include "capsmodel/plain_xml.h"
#include "capsmodel/refused_markup.h"
#include "capsmodel/source_file.h"
#include "capsmodel/utf16_source.h"
#include "capsmodel/utf8.h"

namespace domcheck {
namespace {

using xercesc::XMLAttr;
using xercesc::XMLElementDecl;

// Initializes Xerces once. It is never terminated, since a reader may be destroyed after main()
// returns.
void InitializeXerces() {
  static const bool done = [] {
    xercesc::XMLPlatformUtils::Initialize();
    return true;
  }();
  (void)done;
}

bool IsXmlSpace(XMLCh c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool IsAllSpace(const XMLCh* units, size_t count) {
  return std::all_of(units, units + count, IsXmlSpace);
}

// The most bytes of UTF-8 that `count` UTF-16 units take.
constexpr size_t MostUtf8Bytes(size_t count) { return 3 * count; }

// Writes `count` UTF-16 units as UTF-8 to `out` and returns the end. The first loop is for ASCII,
// which nearly all of a guest is.
char* WriteUtf8(const XMLCh* units, size_t count, char* out) {
  size_t at = 0;
  for (; at < count && units[at] < 0x80; ++at) *out++ = static_cast<char>(units[at]);
  if (at == count) return out;
  std::string rest;
  for (; at < count; ++at) {
    char32_t code_point = units[at];
    if (code_point >= 0xD800 && code_point < 0xDC00 && at + 1 < count)
      code_point = 0x10000 + ((code_point - 0xD800) << 10) + (units[++at] - 0xDC00);
    AppendUtf8(code_point, &rest);
  }
  return std::copy(rest.begin(), rest.end(), out);
}

size_t Length(const XMLCh* units) {
  size_t length = 0;
  while (units[length] != 0) ++length;
  return length;
}

std::string Utf8(const XMLCh* units) {
  std::string text(MostUtf8Bytes(Length(units)), '\0');
  text.resize(static_cast<size_t>(WriteUtf8(units, Length(units), text.data()) - text.data()));
  return text;
}

// Replacements for messages of Xerces that do not help most users.
struct Reworded {
  std::string_view original;
  std::string_view message;
};
constexpr Reworded kReworded[] = {
    {"invalid document structure", "this is not XML: an element must begin here"},
    {"comment or processing instruction expected",
     "the document has ended before this, and a file holds one; is an end tag too early?"},
};

// Puts a message of Xerces into the form of our own: without a capital at its beginning and a full
// stop at its end.
std::string AsOurMessage(std::string message) {
  constexpr std::string_view kEndTag = "expected end of tag '";
  if (message.compare(0, kEndTag.size(), kEndTag) == 0)
    return "</" + message.substr(kEndTag.size(), message.size() - kEndTag.size() - 1) +
           "> is missing before this";
  while (!message.empty() && message.back() == '.') message.pop_back();
  if (message.size() > 1 && std::isupper(static_cast<unsigned char>(message[0])) &&
      !std::isupper(static_cast<unsigned char>(message[1])))
    message[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(message[0])));
  for (const Reworded& reworded : kReworded)
    if (message == reworded.original) return std::string(reworded.message);
  return message;
}

// A scanner that keeps its table of element names from one text to the next, and resets the version
// of XML for each text.
class Scanner : public xercesc::WFXMLScanner {
 public:
  using WFXMLScanner::WFXMLScanner;

 private:
  // The same as WFXMLScanner::scanReset in Xerces 3.2, except that it does not clear the table of
  // names, since the next text mostly has the same ones.
  void scanReset(const xercesc::InputSource& source) override {
    fElemStack.reset(fEmptyNamespaceId, fUnknownNamespaceId, fXMLNamespaceId, fXMLNSNamespaceId);
    fInException = false;
    fStandalone = false;
    fErrorCount = 0;
    fHasNoDTD = true;
    fReaderMgr.pushReader(
        fReaderMgr.createReader(source, true, xercesc::XMLReader::RefFrom_NonLiteral,
                                xercesc::XMLReader::Type_General,
                                xercesc::XMLReader::Source_External, fCalculateSrcOfs),
        nullptr);
    // WFXMLScanner keeps the version that the previous text declared.
    fXMLVersion = xercesc::XMLReader::XMLV1_0;
    fReaderMgr.setXMLVersion(fXMLVersion);
  }
};

// After this many bytes the scanner is replaced, so that its table of names does not grow forever.
constexpr size_t kScannerLife = 256 * 1024;

}  // namespace

class XmlReader::Implementation : public xercesc::XMLDocumentHandler,
                                  public xercesc::XMLErrorReporter {
 public:
  explicit Implementation(const Limits& limits) : limits_(limits) { InitializeXerces(); }

  std::optional<XmlError> Read(std::string_view text, Document* document) {
    if (text.size() > limits_.bytes) {
      document->Clear();
      return XmlError{limits_.bytes, DescribeExcess(LimitOf(&Limits::bytes), limits_)};
    }
    if (ReadPlainXml(text, document, limits_)) return std::nullopt;
    // On a byte that is not UTF-8 Xerces drops the whole block of text around it; after the root
    // element it takes that byte, or a zero byte, for the end of the text. So Xerces gets only the
    // text before such a byte.
    const size_t invalid = std::min(FindInvalidUtf8(text), text.find('\0'));
    const std::string_view valid = text.substr(0, invalid);
    if (const auto refused = FindRefusedMarkup(valid, limits_)) {
      document->Clear();
      if (!refused->is_first)
        if (auto error = Parse(text.substr(0, refused->begin), document);
            error && error->offset < refused->begin)
          return error;
      return XmlError{refused->offset, refused->message};
    }
    auto error = Parse(valid, document);
    if (invalid == std::string_view::npos || (error && error->offset < invalid)) return error;
    if (text[invalid] == '\0')
      return XmlError{invalid, "a zero byte stands here, which no XML has: the file is damaged"};
    return XmlError{invalid,
                    "a byte here is not UTF-8; convert the file, or name its encoding in an XML "
                    "declaration"};
  }

  void startElement(const XMLElementDecl& declaration, const unsigned int, const XMLCh* const,
                    const xercesc::RefVectorOf<XMLAttr>& attributes, const XMLSize_t count,
                    const bool is_empty, const bool) override {
    // Without namespace processing, the local part is the whole name.
    document_->StartElement(Narrow(declaration.getBaseName()));
    for (XMLSize_t i = 0; i < count; ++i) {
      const XMLAttr& attribute = *attributes.elementAt(i);
      document_->AddAttribute(Narrow(attribute.getName()), Narrow(attribute.getValue()));
    }
    if (is_empty) document_->EndElement();
  }

  void endElement(const XMLElementDecl&, const unsigned int, const bool,
                  const XMLCh* const) override {
    document_->EndElement();
  }

  void docCharacters(const XMLCh* const units, const XMLSize_t count, const bool) override {
    // Most of the text between tags is indentation, which Text() would trim anyway.
    if (!document_->has_text() && IsAllSpace(units, count)) return;
    document_->AddText(Narrow(units, count));
  }

  void error(const unsigned int, const XMLCh* const, const ErrTypes type, const XMLCh* const text,
             const XMLCh* const, const XMLCh* const, const XMLFileLoc line,
             const XMLFileLoc column) override {
    if (type == ErrType_Warning || error_) return;
    const LinePosition place{static_cast<size_t>(line) - 1, static_cast<size_t>(column) - 1};
    error_ = XmlError{SourceFile("", std::string(text_)).OffsetAt(place, CharacterUnit::kUtf16),
                      AsOurMessage(Utf8(text))};
  }

  void docComment(const XMLCh* const) override {}
  void docPI(const XMLCh* const, const XMLCh* const) override {}
  void endDocument() override {}
  void endEntityReference(const xercesc::XMLEntityDecl&) override {}
  void ignorableWhitespace(const XMLCh* const, const XMLSize_t, const bool) override {}
  void resetDocument() override {}
  void resetErrors() override {}
  void startDocument() override {}
  void startEntityReference(const xercesc::XMLEntityDecl&) override {}
  void XMLDecl(const XMLCh* const, const XMLCh* const, const XMLCh* const,
               const XMLCh* const) override {}

 private:
  void MakeScanner() {
    grammars_ = std::make_unique<xercesc::GrammarResolver>(nullptr);
    scanner_ = std::make_unique<Scanner>(this, nullptr, nullptr, this, nullptr, grammars_.get());
    scanner_->setURIStringPool(grammars_->getStringPool());
    scanner_->setDoNamespaces(false);
    scanned_ = 0;
  }

  std::optional<XmlError> Parse(std::string_view text, Document* document) {
    document->Clear();
    document_ = document;
    text_ = text;
    error_.reset();
    if (TrimXmlSpace(text).empty()) return XmlError{0, "there is no XML in this file: it is empty"};
    const Utf16Source source(text);
    if (!scanner_ || scanned_ > kScannerLife) MakeScanner();
    scanned_ += text.size();
    try {
      scanner_->scanDocument(source);
    } catch (const xercesc::OutOfMemoryException&) {
      error_ = XmlError{0, "there is not enough memory to read it"};
    } catch (const xercesc::XMLException& exception) {
      error_ = XmlError{0, AsOurMessage(Utf8(exception.getMessage()))};
    }
    return error_;
  }

  std::string_view Narrow(const XMLCh* units, size_t count) {
    char* const begin = document_->Allocate(MostUtf8Bytes(count));
    const auto size = static_cast<size_t>(WriteUtf8(units, count, begin) - begin);
    document_->GiveBack(MostUtf8Bytes(count) - size);
    return {begin, size};
  }

  std::string_view Narrow(const XMLCh* units) {
    // Nearly all names and values are short and ASCII, so this copies them without measuring first.
    constexpr size_t kShort = 64;
    char* const begin = document_->Allocate(kShort);
    size_t size = 0;
    for (; size < kShort && units[size] != 0 && units[size] < 0x80; ++size)
      begin[size] = static_cast<char>(units[size]);
    if (size < kShort && units[size] == 0) {
      document_->GiveBack(kShort - size);
      return {begin, size};
    }
    document_->GiveBack(kShort);
    return Narrow(units, Length(units));
  }

  const Limits& limits_;
  // Created for the first text that is not plain.
  std::unique_ptr<xercesc::GrammarResolver> grammars_;
  std::unique_ptr<Scanner> scanner_;
  size_t scanned_ = 0;  // bytes that scanner_ has read
  Document* document_ = nullptr;
  std::string_view text_;
  std::optional<XmlError> error_;
};

XmlReader::XmlReader(const Limits& limits)
    : implementation_(std::make_unique<Implementation>(limits)) {}
XmlReader::~XmlReader() = default;
XmlReader::XmlReader(XmlReader&&) noexcept = default;
XmlReader& XmlReader::operator=(XmlReader&&) noexcept = default;

std::optional<XmlError> XmlReader::Read(std::string_view text, Document* document) {
  return implementation_->Read(text, document);
}

}  // namespace domcheck
