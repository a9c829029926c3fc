// Tests what Xerces must still do with the parts that this folder replaces.
#include <gtest/gtest.h>

#include <string>
#include <xercesc/framework/MemBufInputSource.hpp>
#include <xercesc/parsers/SAXParser.hpp>
#include <xercesc/sax/ErrorHandler.hpp>
#include <xercesc/sax/SAXParseException.hpp>
#include <xercesc/util/PlatformUtils.hpp>
#include <xercesc/util/XMLString.hpp>
#include <xercesc/util/XMLUni.hpp>

#include "checker/bazel/debian/xerces_start.h"

namespace {

std::string Utf8(const XMLCh* text) {
  char* copy = xercesc::XMLString::transcode(text);
  std::string result = copy;
  xercesc::XMLString::release(&copy);
  return result;
}

std::u16string Utf16(const char* text) {
  XMLCh* copy = xercesc::XMLString::transcode(text);
  std::u16string result = copy;
  xercesc::XMLString::release(&copy);
  return result;
}

class Errors : public xercesc::ErrorHandler {
 public:
  void error(const xercesc::SAXParseException& e) override { text += Utf8(e.getMessage()) + "\n"; }
  void fatalError(const xercesc::SAXParseException& e) override { error(e); }
  void warning(const xercesc::SAXParseException& e) override { error(e); }
  void resetErrors() override {}

  std::string text;
};

xercesc::MemBufInputSource Source(const std::string& text, const char* name) {
  return {reinterpret_cast<const XMLByte*>(text.data()), text.size(), name, false};
}

std::string Scan(const std::string& text) {
  xercesc::XMLPlatformUtils::Initialize();
  Errors errors;
  xercesc::SAXParser parser;
  parser.useScanner(xercesc::XMLUni::fgWFXMLScanner);
  parser.setErrorHandler(&errors);
  parser.parse(Source(text, "text"));
  return errors.text;
}

TEST(XercesPartsTest, CharacterSets) {
  EXPECT_EQ(Scan("<a>\xc3\xa9</a>"), "");
  EXPECT_EQ(Scan("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>"), "");
  EXPECT_EQ(Scan(std::string("\xff\xfe<\0a\0/\0>\0", 10)), "");
  EXPECT_EQ(Scan("<?xml version='1.0' encoding='KOI8-R'?><a/>"),
            "unable to create converter for 'KOI8-R' encoding\n");
}

TEST(XercesPartsTest, NothingComesFromTheNetwork) {
  EXPECT_EQ(Scan("<!DOCTYPE a SYSTEM 'http://localhost/a.dtd'><a/>"), "");
}

TEST(XercesPartsTest, LocalCodePageIsUtf8) {
  xercesc::XMLPlatformUtils::Initialize();
  for (const char* text : {"", "a", "\x7f\xc2\x80", "\u07ff\u0800\uffff", "\U00010000\U0010ffff"}) {
    EXPECT_EQ(Utf8(Utf16(text).c_str()), text);
  }
  EXPECT_EQ(Utf16("\U0001F600\u20ac"), u"\U0001F600\u20ac");
  EXPECT_EQ(Utf16("a\xff"), u"a\ufffd");
  EXPECT_EQ(Utf16("\xc3"), u"\ufffd");
  EXPECT_EQ(Utf16("\xc0\x80"), u"\ufffd\ufffd");                      // Longer than needed.
  EXPECT_EQ(Utf16("\xed\xa0\x80"), u"\ufffd\ufffd\ufffd");            // Half a pair.
  EXPECT_EQ(Utf16("\xf4\x90\x80\x80"), u"\ufffd\ufffd\ufffd\ufffd");  // Past the last one.
  EXPECT_EQ(Utf8(u"\xd800x"), "\ufffdx");
}

TEST(XercesPartsTest, SchemasWorkOncePrepared) {
  xercesc::XMLPlatformUtils::Initialize();
  domcheck::PrepareXercesForSchemas();
  domcheck::PrepareXercesForSchemas();
  const auto validate = [](const std::string& document) {
    Errors errors;
    xercesc::SAXParser parser;
    parser.setErrorHandler(&errors);
    parser.setDoNamespaces(true);
    parser.setDoSchema(true);
    parser.setValidationScheme(xercesc::SAXParser::Val_Always);
    parser.cacheGrammarFromParse(true);
    parser.useCachedGrammarInParse(true);
    parser.loadGrammar(
        Source("<s:schema xmlns:s='http://www.w3.org/2001/XMLSchema'><s:element name='a'>"
               "<s:simpleType><s:restriction base='s:string'><s:pattern value='\\p{Lu}\\d\\i\\c*'/>"
               "</s:restriction></s:simpleType></s:element></s:schema>",
               "schema"),
        xercesc::Grammar::SchemaGrammarType, true);
    parser.parse(Source(document, "document"));
    return errors.text;
  };
  EXPECT_EQ(validate("<a>\u00c9\u0667_x-1</a>"), "");  // A capital, a digit: both far from ASCII.
  EXPECT_EQ(validate("<a>\u00e97_</a>"),
            "value '\u00e97_' does not match regular expression facet '\\p{Lu}\\d\\i\\c*'\n");
}

}  // namespace
