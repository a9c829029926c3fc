// Fuzzes the quick reader of XML. Xerces reads everything that the quick reader accepts, under any
// limits, without an error and as the same document.
#include "capsmodel/plain_xml.h"

#include <cstdint>
#include <string>

#include "capsmodel/limits.h"
#include "capsmodel/xml_reader.h"
#include "checker/quality/fuzz/invariant.h"
#include "checker/testing/element_dump.h"

namespace {

using namespace domcheck;

constexpr Limits kSmall = [] {
  Limits limits = kSmallLimits;
  limits.bytes = 500;
  return limits;
}();

void Compare(const std::string& text, const Limits& limits, XmlReader* reader) {
  static Document &quick = *new Document, &whole = *new Document;
  if (!ReadPlainXml(text, &quick, limits)) return;
  // The quick reader accepts no instruction behind the root.
  Invariant(!reader->Read(text + "<?x?>", &whole), "Xerces finds no error in it", text);
  Invariant(quick.size() == whole.size(), "both find the same elements", text);
  Invariant(Dump(quick.root()) == Dump(whole.root()), "both read the same", text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static XmlReader& reader = *new XmlReader;
  static XmlReader& limited = *new XmlReader(kSmall);
  const std::string text(reinterpret_cast<const char*>(data), size);
  Compare(text, CurrentLimits(), &reader);
  if (size + 5 <= kSmall.bytes) Compare(text, kSmall, &limited);
  return 0;
}
