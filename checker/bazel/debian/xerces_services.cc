// Replaces the character sets and the network of Xerces-C++, so that it needs neither ICU nor curl.
//
// Debian's libxerces-c.a reads documents from the network through libcurl and in any character set
// through ICU, which are 35 libraries to load at every start. Xerces uses them in two classes,
// which XMLPlatformUtils::Initialize creates by name. This file defines these classes; it is linked
// before the archive, so that the linker never takes the archive's.
//
// Xerces' built-in character sets remain: UTF-8, UTF-16, UCS-4, US-ASCII, ISO-8859-1, windows-1252
// and three EBCDIC ones. Xerces reports any other as unsupported at the XML declaration. A document
// is never read from the network.
//
// Three uses of ICU remain. Its header converts between UTF-8 and UTF-16. Categories of characters
// in a schema's regular expressions (\p{L}) come from one table of libicuuc.a. Expressions that
// ignore case, which no schema can ask for, would need all of ICU's sets; those at the end of this
// file are empty.
#include <unicode/uset.h>
#include <unicode/utf.h>

#include <string>
#include <string_view>
#include <xercesc/util/NetAccessors/Curl/CurlNetAccessor.hpp>
#include <xercesc/util/Transcoders/ICU/ICUTransService.hpp>

XERCES_CPP_NAMESPACE_BEGIN
namespace {

constexpr char16_t kId[] = u"domcheck";

char16_t Lower(char16_t c) { return c >= u'A' && c <= u'Z' ? c + 32 : c; }
char16_t Upper(char16_t c) { return c >= u'a' && c <= u'z' ? c - 32 : c; }

// Each unit that is half of a surrogate pair becomes U+FFFD.
std::string ToUtf8(std::u16string_view in) {
  std::string out(3 * in.size(), '\0');
  size_t size = 0;
  for (size_t at = 0; at < in.size();) {
    UChar32 code_point;
    U16_NEXT_OR_FFFD(in, at, in.size(), code_point);
    U8_APPEND_UNSAFE(out, size, code_point);
  }
  out.resize(size);
  return out;
}

// Each sequence of bytes that is not UTF-8 becomes U+FFFD.
std::u16string ToUtf16(std::string_view in) {
  std::u16string out(in.size(), u'\0');
  size_t size = 0;
  for (size_t at = 0; at < in.size();) {
    UChar32 code_point;
    U8_NEXT_OR_FFFD(in, at, in.size(), code_point);
    U16_APPEND_UNSAFE(out, size, code_point);
  }
  out.resize(size);
  return out;
}

template <typename Char>
Char* Copy(std::basic_string_view<Char> text, MemoryManager* manager) {
  auto* out = static_cast<Char*>(manager->allocate((text.size() + 1) * sizeof(Char)));
  out[text.copy(out, text.size())] = 0;
  return out;
}

template <typename Char>
bool Fill(std::basic_string_view<Char> text, Char* out, XMLSize_t room) {
  if (text.size() > room) return false;
  out[text.copy(out, room)] = 0;
  return true;
}

// The "local code page" of file names and messages, which is UTF-8 in every locale.
class Utf8CodePage : public XMLLCPTranscoder {
 public:
  char* transcode(const XMLCh* text, MemoryManager* manager) override {
    return text == nullptr ? nullptr : Copy<char>(ToUtf8(text), manager);
  }
  XMLCh* transcode(const char* text, MemoryManager* manager) override {
    return text == nullptr ? nullptr : Copy<XMLCh>(ToUtf16(text), manager);
  }
  XMLSize_t calcRequiredSize(const char* text, MemoryManager*) override {
    return text == nullptr ? 0 : ToUtf16(text).size();
  }
  XMLSize_t calcRequiredSize(const XMLCh* text, MemoryManager*) override {
    return text == nullptr ? 0 : ToUtf8(text).size();
  }
  bool transcode(const char* text, XMLCh* out, XMLSize_t room, MemoryManager*) override {
    return Fill<XMLCh>(text == nullptr ? std::u16string() : ToUtf16(text), out, room);
  }
  bool transcode(const XMLCh* text, char* out, XMLSize_t room, MemoryManager*) override {
    return Fill<char>(text == nullptr ? std::string() : ToUtf8(text), out, room);
  }
};

}  // namespace

ICUTransService::ICUTransService(MemoryManager*) {}
ICUTransService::~ICUTransService() = default;

// Xerces compares only names of character sets and URL schemes, which are ASCII.
int ICUTransService::compareNIString(const XMLCh* a, const XMLCh* b, XMLSize_t length) {
  for (XMLSize_t i = 0; i < length; ++i) {
    const int difference = Lower(a[i]) - Lower(b[i]);
    if (difference != 0 || a[i] == 0) return difference;
  }
  return 0;
}
int ICUTransService::compareIString(const XMLCh* a, const XMLCh* b) {
  return compareNIString(a, b, static_cast<XMLSize_t>(-1));
}
void ICUTransService::upperCase(XMLCh* text) {
  for (; *text != 0; ++text) *text = Upper(*text);
}
void ICUTransService::lowerCase(XMLCh* text) {
  for (; *text != 0; ++text) *text = Lower(*text);
}
const XMLCh* ICUTransService::getId() const { return kId; }
bool ICUTransService::supportsSrcOfs() const { return true; }
XMLLCPTranscoder* ICUTransService::makeNewLCPTranscoder(MemoryManager* manager) {
  return new (manager) Utf8CodePage;
}
XMLTranscoder* ICUTransService::makeNewXMLTranscoder(const XMLCh*, Codes& result, XMLSize_t,
                                                     MemoryManager*) {
  result = UnsupportedEncoding;
  return nullptr;
}

const XMLCh CurlNetAccessor::fgMyName[] = u"none";
CurlNetAccessor::CurlNetAccessor() = default;
CurlNetAccessor::~CurlNetAccessor() = default;
void CurlNetAccessor::initCurl() {}
void CurlNetAccessor::cleanupCurl() {}
BinInputStream* CurlNetAccessor::makeNew(const XMLURL& url, const XMLNetHTTPInfo*) {
  ThrowXMLwithMemMgr1(NetAccessorException, XMLExcepts::NetAcc_CreateSocket, url.getHost(),
                      url.getMemoryManager());
}

XERCES_CPP_NAMESPACE_END

// RangeToken::getCaseInsensitiveToken calls these; ICU's header adds the version to their names.
U_CAPI USet* U_EXPORT2 uset_openPatternOptions(const UChar*, int32_t, uint32_t,
                                               UErrorCode* status) {
  *status = U_UNSUPPORTED_ERROR;
  return nullptr;
}
U_CAPI void U_EXPORT2 uset_close(USet*) {}
U_CAPI int32_t U_EXPORT2 uset_serialize(const USet*, uint16_t*, int32_t, UErrorCode* status) {
  *status = U_UNSUPPORTED_ERROR;
  return 0;
}
U_CAPI UBool U_EXPORT2 uset_getSerializedSet(USerializedSet*, const uint16_t*, int32_t) {
  return false;
}
U_CAPI void U_EXPORT2 uset_setSerializedToOne(USerializedSet*, UChar32) {}
U_CAPI int32_t U_EXPORT2 uset_getSerializedRangeCount(const USerializedSet*) { return 0; }
U_CAPI UBool U_EXPORT2 uset_getSerializedRange(const USerializedSet*, int32_t, UChar32*, UChar32*) {
  return false;
}
