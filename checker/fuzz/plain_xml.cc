// What the quick reader takes, Xerces reads without an error and to the same document.
#include "capsmodel/plain_xml.h"

#include <cstdint>
#include <string>

#include "capsmodel/xml_reader.h"
#include "checker/fuzz/invariant.h"

namespace {

using namespace domcheck;

bool AreSame(Element a, Element b) {
  if (a.name() != b.name() || a.Text() != b.Text() ||
      a.attributes_end() - a.attributes_begin() != b.attributes_end() - b.attributes_begin())
    return false;
  auto* other = b.attributes_begin();
  for (auto* one = a.attributes_begin(); one != a.attributes_end(); ++one, ++other)
    if (one->name != other->name || one->value != other->value) return false;
  return a.first_child().number() == b.first_child().number() &&
         a.next_sibling().number() == b.next_sibling().number();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static XmlReader& reader = *new XmlReader;
  const std::string text(reinterpret_cast<const char*>(data), size);
  Document quick, whole;
  if (!ReadPlainXml(text, &quick)) return 0;
  // An instruction behind the root is not for the quick reader.
  Invariant(!reader.Read(text + "<?x?>", &whole), "Xerces finds no error in it", text);
  Invariant(quick.size() == whole.size(), "both find the same elements", text);
  for (ElementNumber number = 0; number < quick.size(); ++number)
    Invariant(AreSame(quick.at(number), whole.at(number)), "both read the same", text);
  return 0;
}
