// Reads XML text into a Document. The one file that includes Xerces-C++ (but for the XSD check).
//
// Xerces' WFXMLScanner is used: it checks well-formedness and nothing else, reads no other file,
// and is the fastest. What is dangerous or over a limit is refused before Xerces sees it:
// refused_markup.h.
//
// Texts that are plain, as most guests are, do not come to Xerces: plain_xml.h.
//
// A reader belongs to one thread and is meant to be used for many texts: making one costs more than
// reading a small guest.
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
  size_t offset = 0;  // in bytes of the text: where reading stopped
  std::string message;
};

class XmlReader {
 public:
  // `limits` must outlive this.
  explicit XmlReader(const Limits& limits = CurrentLimits());
  ~XmlReader();
  XmlReader(XmlReader&&) noexcept;
  XmlReader& operator=(XmlReader&&) noexcept;

  // Fills `document` from `text`, which is UTF-8. When the text is not well-formed, or over a
  // limit, the error is returned and the document holds all elements whose start tag ended before
  // it.
  std::optional<XmlError> Read(std::string_view text, Document* document);

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace domcheck

#endif  // CAPSMODEL_XML_READER_H_
