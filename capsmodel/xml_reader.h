// XmlReader reads XML text into a Document. Apart from the XSD check and the build of Xerces
// itself, only xml_reader.cc includes Xerces-C++.
//
// It uses Xerces' WFXMLScanner, the fastest of its scanners, which checks only well-formedness and
// reads no other file. Markup that is dangerous or over a limit is refused before Xerces sees it;
// see refused_markup.h. Plain text, which most guests are, bypasses Xerces; see plain_xml.h.
//
// An XmlReader must be used by one thread at a time. Reuse it for many texts: constructing one
// costs more than reading a small guest.
#ifndef CAPSMODEL_XML_READER_H_
#define CAPSMODEL_XML_READER_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "capsmodel/document.h"
#include "capsmodel/limits.h"

namespace domcheck {

struct XmlError {
  size_t offset = 0;  // in bytes, where reading stopped
  std::string message;
};

class XmlReader {
 public:
  // `limits` must outlive the reader.
  explicit XmlReader(const Limits& limits = CurrentLimits());
  ~XmlReader();
  XmlReader(XmlReader&&) noexcept;
  XmlReader& operator=(XmlReader&&) noexcept;

  // Replaces the content of `document` with that of `text`, which is UTF-8. If the text is not
  // well-formed or over a limit, returns the error; `document` then holds the elements whose start
  // tags end before it.
  std::optional<XmlError> Read(std::string_view text, Document* document);

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace domcheck

#endif  // CAPSMODEL_XML_READER_H_
