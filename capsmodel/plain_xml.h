// A fast reader for plain XML, which nearly every guest is. It takes a tenth of Xerces' time.
//
// Plain XML has only tags, attributes, text, CDATA sections and comments, and its names are ASCII.
// It has no references but those to characters and to &amp; and its like, no document type, no
// processing instructions other than a common form of the XML declaration, and no tabs or line ends
// in attribute values.
//
// This reader reports no errors. It rejects any text that is not plain or not well-formed, and
// Xerces then reads that text from the start (xml_reader.h), so Xerces reports every error. A test
// compares the two over documents with errors of every kind.
#ifndef CAPSMODEL_PLAIN_XML_H_
#define CAPSMODEL_PLAIN_XML_H_

#include <string_view>

#include "capsmodel/document.h"
#include "capsmodel/limits.h"

namespace domcheck {

// If `text` is plain, well-formed and within the limits, fills `document` and returns true.
// Otherwise returns false and leaves the content of `document` unspecified.
bool ReadPlainXml(std::string_view text, Document* document,
                  const Limits& limits = CurrentLimits());

}  // namespace domcheck

#endif  // CAPSMODEL_PLAIN_XML_H_
