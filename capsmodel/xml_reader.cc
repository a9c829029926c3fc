#include "capsmodel/xml_reader.h"

#include <algorithm>
#include <cctype>
#include <xercesc/framework/MemBufInputSource.hpp>
#include <xercesc/framework/XMLAttr.hpp>
#include <xercesc/framework/XMLDocumentHandler.hpp>
#include <xercesc/framework/XMLElementDecl.hpp>
#include <xercesc/parsers/SAXParser.hpp>
#include <xercesc/sax/ErrorHandler.hpp>
#include <xercesc/sax/SAXParseException.hpp>
#include <xercesc/util/OutOfMemoryException.hpp>
#include <xercesc/util/PlatformUtils.hpp>
#include <xercesc/util/XMLUni.hpp>

#include "capsmodel/encoding.h"
#include "capsmodel/source_file.h"

namespace domcheck {
namespace {

using xercesc::XMLAttr;
using xercesc::XMLElementDecl;

// Xerces keeps its tables for the life of the process; they are never taken down, since a reader
// may be destroyed after main() returned.
void InitializeXerces() {
  static const bool done = [] {
    xercesc::XMLPlatformUtils::Initialize();
    return true;
  }();
  (void)done;
}

bool IsXmlSpace(XMLCh c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// Bytes that `count` UTF-16 units take as UTF-8, at most.
constexpr size_t MostUtf8Bytes(size_t count) { return 3 * count; }

// Writes UTF-16 as UTF-8 and returns the end. Nearly all that guests say is ASCII.
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

// What Xerces says begins with a capital, and may end with a full stop, unlike all else we print.
std::string AsOurMessage(std::string message) {
  if (message.size() > 1 && std::isupper(static_cast<unsigned char>(message[0])) &&
      !std::isupper(static_cast<unsigned char>(message[1])))
    message[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(message[0])));
  while (!message.empty() && message.back() == '.') message.pop_back();
  return message;
}

// Where a document type declaration begins, or npos. Only comments, processing instructions and
// white space may stand before it.
size_t FindDoctype(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    const auto skip_past = [&](std::string_view end) {
      const size_t found = rest.find(end);
      return found == std::string_view::npos ? text.size() : at + found + end.size();
    };
    if (IsXmlSpace(static_cast<unsigned char>(rest[0])))
      ++at;
    else if (rest.substr(0, 4) == "<!--")
      at = skip_past("-->");
    else if (rest.substr(0, 2) == "<?")
      at = skip_past("?>");
    else
      return rest.substr(0, 9) == "<!DOCTYPE" ? at : std::string_view::npos;
  }
  return std::string_view::npos;
}

}  // namespace

class XmlReader::Implementation : public xercesc::XMLDocumentHandler, public xercesc::ErrorHandler {
 public:
  Implementation() {
    InitializeXerces();
    parser_ = std::make_unique<xercesc::SAXParser>();
    parser_->useScanner(xercesc::XMLUni::fgWFXMLScanner);
    parser_->setDoNamespaces(false);
    parser_->setDoSchema(false);
    parser_->setValidationScheme(xercesc::SAXParser::Val_Never);
    parser_->setLoadExternalDTD(false);
    parser_->installAdvDocHandler(this);
    parser_->setErrorHandler(this);
  }

  std::optional<XmlError> Read(std::string_view text, Document* document) {
    document->Clear();
    document_ = document;
    text_ = text;
    error_.reset();
    if (const size_t doctype = FindDoctype(text); doctype != std::string_view::npos)
      return XmlError{doctype, "a document type declaration is not allowed here: remove it"};
    if (TrimXmlSpace(text).empty()) return XmlError{0, "there is no XML in this file: it is empty"};
    xercesc::MemBufInputSource source(reinterpret_cast<const XMLByte*>(text.data()), text.size(),
                                      "", false);
    source.setCopyBufToStream(false);
    // The text is UTF-8 whatever its declaration says: encoding.h has honoured that already.
    source.setEncoding(xercesc::XMLUni::fgUTF8EncodingString);
    try {
      parser_->parse(source);
    } catch (const xercesc::OutOfMemoryException&) {
      error_ = XmlError{0, "there is not enough memory to read it"};
    } catch (const xercesc::XMLException& exception) {
      error_ = XmlError{0, AsOurMessage(Utf8(exception.getMessage()))};
    }
    return error_;
  }

  void startElement(const XMLElementDecl& declaration, const unsigned int, const XMLCh* const,
                    const xercesc::RefVectorOf<XMLAttr>& attributes, const XMLSize_t count,
                    const bool is_empty, const bool) override {
    document_->StartElement(Narrow(declaration.getFullName()));
    for (XMLSize_t i = 0; i < count; ++i) {
      const XMLAttr& attribute = *attributes.elementAt(i);
      document_->AddAttribute(Narrow(attribute.getQName()), Narrow(attribute.getValue()));
    }
    if (is_empty) document_->EndElement();
  }

  void endElement(const XMLElementDecl&, const unsigned int, const bool,
                  const XMLCh* const) override {
    document_->EndElement();
  }

  void docCharacters(const XMLCh* const units, const XMLSize_t count, const bool) override {
    // Indentation is most of what stands between tags; Text() would trim it anyway.
    if (std::all_of(units, units + count, IsXmlSpace)) return;
    document_->AddText(Narrow(units, count));
  }

  void fatalError(const xercesc::SAXParseException& exception) override { Report(exception); }
  void error(const xercesc::SAXParseException& exception) override { Report(exception); }
  void warning(const xercesc::SAXParseException&) override {}

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
  std::string_view Narrow(const XMLCh* units, size_t count) {
    char* const begin = document_->Allocate(MostUtf8Bytes(count));
    const auto size = static_cast<size_t>(WriteUtf8(units, count, begin) - begin);
    document_->GiveBack(MostUtf8Bytes(count) - size);
    return {begin, size};
  }
  std::string_view Narrow(const XMLCh* units) { return Narrow(units, Length(units)); }

  void Report(const xercesc::SAXParseException& exception) {
    if (error_) return;
    // Xerces stops before a byte sequence that is not UTF-8, but names a line that it has not
    // counted to; we know the place.
    const size_t invalid = FindInvalidUtf8(text_);
    if (invalid != std::string_view::npos) {
      error_ = XmlError{invalid,
                        "a byte here is not UTF-8; convert the file, or name its encoding in an "
                        "XML declaration"};
      return;
    }
    const Utf16Position place{static_cast<size_t>(exception.getLineNumber()) - 1,
                              static_cast<size_t>(exception.getColumnNumber()) - 1};
    error_ = XmlError{SourceFile("", std::string(text_)).OffsetAt(place),
                      AsOurMessage(Utf8(exception.getMessage()))};
  }

  std::unique_ptr<xercesc::SAXParser> parser_;
  Document* document_ = nullptr;
  std::string_view text_;
  std::optional<XmlError> error_;
};

XmlReader::XmlReader() : implementation_(std::make_unique<Implementation>()) {}
XmlReader::~XmlReader() = default;
XmlReader::XmlReader(XmlReader&&) noexcept = default;

std::optional<XmlError> XmlReader::Read(std::string_view text, Document* document) {
  return implementation_->Read(text, document);
}

}  // namespace domcheck
