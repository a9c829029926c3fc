// Fuzzes the reading of XML files. Decoded text encodes to the same bytes, each part of a document
// is where ElementSpans reports it, and the result does not depend on the encoding, on earlier
// files, or on limits that are not reached.
//
// The input is one or more files for the same reader, which keeps its tables of names.
#include "capsmodel/xml_reader.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "capsmodel/document.h"
#include "capsmodel/element_paths.h"
#include "capsmodel/element_spans.h"
#include "capsmodel/encoding.h"
#include "capsmodel/limits.h"
#include "capsmodel/markup.h"
#include "capsmodel/source_file.h"
#include "capsmodel/utf8.h"
#include "checker/quality/fuzz/invariant.h"
#include "checker/quality/fuzz/parts.h"
#include "checker/testing/element_dump.h"

namespace {

using namespace domcheck;

constexpr size_t kMostFiles = 4;

// Returns everything that was read, in one string.
std::string Dump(const Document& document, const std::optional<XmlError>& error) {
  std::string dump = std::to_string(document.size()) + ":" + Dump(document.root());
  if (error) dump += "\n" + std::to_string(error->offset) + error->message;
  return dump;
}

void CheckMarkup(std::string_view text) {
  size_t done = 0;
  for (Markup piece = NextMarkup(text, 0); piece.kind != Markup::Kind::kNone;
       piece = NextMarkup(text, piece.span.end)) {
    Invariant(piece.span.begin >= done && piece.span.end > piece.span.begin &&
                  piece.span.end <= text.size(),
              "pieces of markup follow one another", text);
    done = piece.span.end;
  }
}

// Returns whether the bytes in a file are the characters that the reader returns. XML 1.1 has two
// more line ends.
bool IsLiteral(std::string_view text) {
  return text.find_first_of("&\r\n\t") == text.npos && text.find("\xC2\x85") == text.npos &&
         text.find("\xE2\x80\xA8") == text.npos;
}

void CheckElement(std::string_view text, Element element, const ElementSpans& spans) {
  const ElementNumber number = element.number();
  const Span tag = spans.StartTag(number), name = spans.Name(number);
  CheckSpan(text, tag, element.name());
  Invariant(text[tag.begin] == '<' && text[tag.end - 1] == '>', "a tag is from < to >",
            element.name());
  CheckSpan(text, name, element.name());
  Invariant(Text(text, name) == element.name(), "an element's name stands there", element.name());
  for (auto* one = element.attributes_begin(); one != element.attributes_end(); ++one) {
    const auto value = spans.AttributeValue(number, one->name);
    Invariant(value.has_value(), "an attribute that was read is in the text", one->name);
    CheckSpan(text, *value, one->name);
    Invariant(value->begin > tag.begin && value->end < tag.end, "values lie in their tag",
              one->name);
    if (IsLiteral(Text(text, *value)))
      Invariant(Text(text, *value) == one->value, "an attribute's value stands there", one->name);
  }
}

void CheckText(std::string_view text, Element element, const ElementSpans& spans) {
  const Span said = spans.Text(element.number());
  CheckSpan(text, said, element.name());
  if (!element.first_child() && !element.Text().empty() && IsLiteral(Text(text, said)))
    Invariant(element.Text().find(Text(text, said)) == 0, "an element's text stands there",
              element.Text());
}

void CheckTree(std::string_view text, const Document& document, const ElementSpans& spans) {
  constexpr size_t kMostNested = 64;  // elements whose ends are looked for, each a run of the text
  ElementPaths paths;
  for (ElementNumber number = 0; number < document.size(); ++number) {
    CheckElement(text, document.at(number), spans);
    CheckText(text, document.at(number), spans);
    Invariant(!paths.Of(document.at(number)).empty(), "an element has a path");
    if (number >= kMostNested) continue;
    const Element element = document.at(number);
    Invariant(paths.Of(element) == ElementPath(element), "paths are counted alike",
              ElementPath(element));
    const Span whole = spans.Whole(number);
    CheckSpan(text, whole, element.name());
    Invariant(whole.end >= spans.StartTag(number).end, "an element has its start tag",
              element.name());
    if (element.parent()) {
      const Span outer = spans.Whole(element.parent().number());
      Invariant(outer.begin < whole.begin && whole.end < outer.end, "elements lie in their parent",
                element.name());
    }
  }
}

// Reads the document under other limits: it keeps to them and equals `document`, the text's own.
void CheckLimits(std::string_view text, const Document& document) {
  static XmlReader& reader = *new XmlReader(kSmallLimits);
  static Document& limited = *new Document;
  if (reader.Read(text, &limited)) return;
  Invariant(Dump(limited, {}) == Dump(document, {}), "limits change nothing", text);
  Invariant(limited.size() <= kSmallLimits.elements, "there are no more elements", text);
  for (ElementNumber number = 0; number < limited.size(); ++number) {
    const Element element = limited.at(number);
    size_t depth = 0;
    for (Element around = element; around; around = around.parent()) ++depth;
    Invariant(depth <= kSmallLimits.depth, "elements are nested no deeper", element.name());
    Invariant(element.name().size() <= kSmallLimits.name_length, "names are no longer",
              element.name());
    Invariant(element.Text().size() <= kSmallLimits.value_length, "texts are no longer",
              element.Text());
    const auto attributes = element.attributes_end() - element.attributes_begin();
    Invariant(static_cast<size_t>(attributes) <= kSmallLimits.attributes,
              "there are no more attributes", element.name());
    for (auto* one = element.attributes_begin(); one != element.attributes_end(); ++one)
      Invariant(one->name.size() <= kSmallLimits.name_length &&
                    one->value.size() <= kSmallLimits.value_length,
                "attributes are no longer", one->value);
  }
}

// Reads the same text from files in other encodings.
void CheckEncodings(const std::string& text) {
  for (const auto form : {FileEncoding::Form::kUtf16LittleEndian,
                          FileEncoding::Form::kUtf16BigEndian, FileEncoding::Form::kUtf8}) {
    auto bytes = EncodeFromUtf8(text, {form, true});
    Invariant(bytes.has_value(), "Unicode holds every text", text);
    FileEncoding found;
    Invariant(!DecodeToUtf8(&*bytes, &found), "what was encoded can be decoded", text);
    Invariant(*bytes == text && found.form == form && found.has_mark,
              "what was encoded is decoded to the same", text);
  }
}

// Returns the file's text; nullopt if the bytes cannot be decoded.
std::optional<std::string> CheckFile(std::string_view bytes, XmlReader* reader,
                                     Document* document) {
  auto read = MakeSourceFile("file.xml", std::string(bytes));
  if (const auto* error = std::get_if<ReadError>(&read)) {
    Invariant(!error->message.empty(), "a failure is explained");
    return std::nullopt;
  }
  const auto& source = std::get<SourceFile>(read);
  const std::string text(source.text());
  Invariant(EncodeFromUtf8(text, source.encoding()) == bytes, "a file is written back as it was",
            text);
  CheckMarkup(text);
  const auto error = reader->Read(text, document);
  const ElementSpans spans(text);
  if (error) {
    Invariant(error->offset <= text.size() && !error->message.empty(), "errors are at their place",
              error->message);
    Invariant(spans.size() >= document->size(), "no element is read that is not there", text);
    const std::string_view valid = std::string_view(text).substr(0, FindInvalidUtf8(text));
    for (ElementNumber number = 0; number < document->size(); ++number)
      CheckElement(valid, document->at(number), spans);
  } else {
    Invariant(FindInvalidUtf8(text) == std::string::npos, "XML is UTF-8", text);
    Invariant(spans.size() == document->size() && document->root(), "all elements are found", text);
    CheckTree(text, *document, spans);
    CheckEncodings(text);
    CheckLimits(text, *document);
  }
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static XmlReader& used = *new XmlReader;
  static Document& document = *new Document;
  const auto files = Parts({reinterpret_cast<const char*>(data), size}, kMostFiles);
  std::optional<std::string> last;
  for (const std::string_view file : files) last = CheckFile(file, &used, &document);
  if (files.size() == 1 || !last) return 0;
  XmlReader one, fresh;
  for (const std::string_view file : files) CheckFile(file, &one, &document);
  const std::string read = Dump(document, one.Read(*last, &document));
  Invariant(Dump(document, fresh.Read(*last, &document)) == read,
            "what was read before makes no difference", *last);
  return 0;
}
