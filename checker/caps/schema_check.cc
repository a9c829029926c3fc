#include "checker/caps/schema_check.h"

#include <memory>
#include <regex>
#include <string>
#include <xercesc/framework/MemBufInputSource.hpp>
#include <xercesc/parsers/SAXParser.hpp>
#include <xercesc/sax/ErrorHandler.hpp>
#include <xercesc/sax/SAXParseException.hpp>
#include <xercesc/util/TransService.hpp>
#include <xercesc/util/XMLUni.hpp>
#include <xercesc/validators/common/Grammar.hpp>

#include "capsmodel/source_file.h"
#include "checker/bazel/debian/xerces_start.h"
#include "checker/caps/embedded_schema.h"

namespace domcheck {
namespace {

using xercesc::MemBufInputSource;
using xercesc::SAXParseException;
using xercesc::SAXParser;

// A message of Xerces, in the terms of the schema language, and its meaning in this schema.
struct Wording {
  const char* schema;  // a regular expression over the whole message
  const char* plain;   // with $1, $2 for the expression's groups
};
constexpr Wording kWordings[] = {
    {"value '(.*)' does not match regular expression facet '\\[\\+.*",
     "'$1' is not a whole number"},
    {"value '(.*)' does not match regular expression facet '/\\.\\*'",
     "'$1' is not a path that begins with '/'"},
    {"value '(.*)' does not match regular expression facet '(.*)'", "'$1' is not one of: $2"},
    {"value '(.*)' must be greater than or equal to minInclusive facet value '(.*)'",
     "'$1' is too small: the least is $2"},
    {"value '' has length '0' .*", "a value is empty"},
    {"missing required attribute '(.*)'", "the attribute '$1' is missing"},
    {"no declaration found for element '(.*)'", "<$1> is not known here"},
    {"element '(.*)' is not allowed for content model '\\((.*?),?\\)'",
     "<$1> is incomplete or stands in the wrong place: expected is $2"},
    {"missing elements in content model '\\((.*?),?\\)'", "elements are missing: expected is $1"},
    {"no character data is allowed by content model", "text may not stand here"},
    {"identity constraint field matches more than one value .*", "this element stands twice"},
    {"element 'cpu' declares duplicate identity constraint .*",
     "a <mode> of this name stands twice"},
    {"element 'mode' declares duplicate identity constraint .*",
     "a CPU model of this name stands twice"},
    {"identity constraint key for element 'mode' not found",
     "<blockers> of this mode are for a CPU model that it does not list"},
    {"element '.*' has identity constraint key with no value", "<value> stands outside an <enum>"},
};

std::string InPlainWords(const std::string& message) {
  // Compiling an expression takes longer than matching it, and a document may have many faults.
  static const auto& patterns = *new std::vector<std::regex>([] {
    std::vector<std::regex> made;
    for (const Wording& wording : kWordings) made.emplace_back(wording.schema);
    return made;
  }());
  static const auto& list = *new std::regex("([a-z0-9?*+])[|,](?=[a-z])");
  for (size_t i = 0; i < patterns.size(); ++i) {
    if (!std::regex_match(message, patterns[i])) continue;
    return std::regex_replace(std::regex_replace(message, patterns[i], kWordings[i].plain), list,
                              "$1, ");
  }
  return message;
}

class ErrorList : public xercesc::ErrorHandler {
 public:
  explicit ErrorList(std::string_view text) : source_("", std::string(text)) {}

  void error(const SAXParseException& exception) override { Add(exception); }
  void fatalError(const SAXParseException& exception) override { Add(exception); }
  void warning(const SAXParseException&) override {}
  void resetErrors() override {}

  std::vector<XmlError> Take() { return std::move(errors_); }

 private:
  void Add(const SAXParseException& exception) {
    const LinePosition place{static_cast<size_t>(exception.getLineNumber()) - 1,
                             static_cast<size_t>(exception.getColumnNumber()) - 1};
    const xercesc::TranscodeToStr message(exception.getMessage(), "UTF-8");
    // Further errors at the same place follow from the first.
    const size_t offset = source_.OffsetAt(place, CharacterUnit::kUtf16);
    if (!errors_.empty() && errors_.back().offset == offset) return;
    errors_.push_back(
        {offset, InPlainWords(
                     std::string(reinterpret_cast<const char*>(message.str()), message.length()))});
  }

  SourceFile source_;
  std::vector<XmlError> errors_;
};

std::unique_ptr<MemBufInputSource> InMemory(std::string_view text, const char* name) {
  return std::make_unique<MemBufInputSource>(reinterpret_cast<const XMLByte*>(text.data()),
                                             text.size(), name);
}

}  // namespace

std::vector<XmlError> ValidateCapabilities(std::string_view text) {
  const XmlReader starts_xerces;
  PrepareXercesForSchemas();
  const auto schema = InMemory(EmbeddedSchemaFiles().front().content, "domaincapabilities.xsd");
  ErrorList errors(text);
  SAXParser parser;
  parser.useScanner(xercesc::XMLUni::fgSGXMLScanner);
  parser.setErrorHandler(&errors);
  parser.setDoNamespaces(true);
  parser.setDoSchema(true);
  parser.setIdentityConstraintChecking(true);
  parser.setValidationScheme(SAXParser::Val_Always);
  parser.setLoadExternalDTD(false);
  parser.setDisableDefaultEntityResolution(true);
  parser.loadGrammar(*schema, xercesc::Grammar::SchemaGrammarType, true);
  // Only this schema counts, whatever other schema the document names.
  parser.setLoadSchema(false);
  parser.useCachedGrammarInParse(true);
  // Without a name here Xerces does not apply the grammar to a document that has no namespace.
  parser.setExternalNoNamespaceSchemaLocation("domaincapabilities.xsd");
  const auto source = InMemory(text, "");
  source->setEncoding(xercesc::XMLUni::fgUTF8EncodingString);
  parser.parse(*source);
  return errors.Take();
}

}  // namespace domcheck
