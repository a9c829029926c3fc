// Fuzzes the validation of `domcheck caps`. Every fault of a document is in its text.
#include <cstdint>
#include <string_view>

#include "capsmodel/xml_reader.h"
#include "checker/caps/schema_check.h"
#include "checker/quality/fuzz/invariant.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace domcheck;
  static XmlReader& reader = *new XmlReader;
  static Document& document = *new Document;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (reader.Read(text, &document)) return 0;
  for (const XmlError& fault : ValidateCapabilities(text)) {
    Invariant(fault.offset <= text.size(), "a fault is at its place", fault.message);
    Invariant(!fault.message.empty(), "a fault is explained", text);
  }
  return 0;
}
