#include "capsmodel/utf16_source.h"

#include <cstdint>
#include <cstring>
#include <xercesc/util/BinInputStream.hpp>
#include <xercesc/util/XMLUni.hpp>

#include "capsmodel/utf8.h"

namespace domcheck {
namespace {

class Utf16Stream : public xercesc::BinInputStream {
 public:
  explicit Utf16Stream(std::string_view text) : text_(text) {}

  XMLFilePos curPos() const override { return at_; }
  const XMLCh* getContentType() const override { return nullptr; }

  // Fills `out` with whole characters. Returns bytes, 0 at the end.
  XMLSize_t readBytes(XMLByte* const out, const XMLSize_t room) override {
    XMLByte* to = out;
    XMLByte* const end = out + room;
    while (at_ < text_.size() && end - to >= 4) {
      if (text_.size() - at_ < kAtOnce || static_cast<size_t>(end - to) < 2 * kAtOnce ||
          !WriteAscii(to))
        to = WriteNext(to);
      else
        to += 2 * kAtOnce;
    }
    return static_cast<XMLSize_t>(to - out);
  }

 private:
  static constexpr size_t kAtOnce = 16;

  // Writes the next sixteen bytes if they are ASCII; otherwise returns false.
  bool WriteAscii(XMLByte* to) {
    uint64_t halves[2];
    std::memcpy(halves, &text_[at_], sizeof halves);
    if (((halves[0] | halves[1]) & 0x8080808080808080) != 0) return false;
    XMLCh units[kAtOnce];
    for (size_t i = 0; i < kAtOnce; ++i) units[i] = static_cast<unsigned char>(text_[at_ + i]);
    std::memcpy(to, units, sizeof units);
    at_ += kAtOnce;
    return true;
  }

  // Writes one character and returns the end.
  XMLByte* WriteNext(XMLByte* to) {
    const size_t length = Utf8SequenceLength(text_, at_);
    const char32_t code_point = CodePointAt(text_, at_, length);
    at_ += length;
    ForEachUtf16Unit(code_point, [&to](XMLCh unit) {
      std::memcpy(to, &unit, sizeof unit);
      to += sizeof unit;
    });
    return to;
  }

  std::string_view text_;
  size_t at_ = 0;  // in bytes of the text
};

}  // namespace

Utf16Source::Utf16Source(std::string_view text) : text_(text) {
  setEncoding(xercesc::XMLUni::fgXMLChEncodingString);
}

xercesc::BinInputStream* Utf16Source::makeStream() const {
  return new (getMemoryManager()) Utf16Stream(text_);
}

}  // namespace domcheck
