// Text for Xerces in the form that Xerces works on, UTF-16 of this machine.
//
// Xerces' own decoder of UTF-8 goes byte by byte. Most of a guest is ASCII, sixteen bytes of which
// become sixteen units at once here: 1.7 % of the instructions for small guests.
#ifndef CAPSMODEL_UTF16_SOURCE_H_
#define CAPSMODEL_UTF16_SOURCE_H_

#include <string_view>
#include <xercesc/sax/InputSource.hpp>

namespace domcheck {

class Utf16Source : public xercesc::InputSource {
 public:
  // `text` is well-formed UTF-8 and must outlive this. What its XML declaration states is ignored:
  // encoding.h has honoured that already.
  explicit Utf16Source(std::string_view text);

  xercesc::BinInputStream* makeStream() const override;

 private:
  std::string_view text_;
};

}  // namespace domcheck

#endif  // CAPSMODEL_UTF16_SOURCE_H_
