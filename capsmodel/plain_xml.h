// The quick way to read what nearly every guest is: plain XML.
//
// Plain is: ASCII with LF, tags, attributes, texts and comments; no references, no sections, no
// instructions but the XML declaration in its usual spelling, no document type, no tabs or line
// ends in values. For that a quarter of what a parser does is enough, at a tenth of its time.
//
// It never judges. It only refuses a text that is not plain, or not well-formed, and Xerces reads
// that from the start (xml_reader.h): so Xerces reports every error, and everything unusual. A test
// holds both against each other over documents with errors of every kind.
#ifndef CAPSMODEL_PLAIN_XML_H_
#define CAPSMODEL_PLAIN_XML_H_

#include <string_view>

#include "capsmodel/document.h"
#include "capsmodel/limits.h"

namespace domcheck {

// Fills `document` and returns true where `text` is plain, well-formed and within the limits.
// Otherwise returns false; what the document holds then means nothing.
bool ReadPlainXml(std::string_view text, Document* document,
                  const Limits& limits = CurrentLimits());

}  // namespace domcheck

#endif  // CAPSMODEL_PLAIN_XML_H_
