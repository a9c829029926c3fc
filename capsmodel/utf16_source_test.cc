#include "capsmodel/utf16_source.h"

#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <string>
#include <xercesc/util/BinInputStream.hpp>
#include <xercesc/util/PlatformUtils.hpp>

namespace domcheck {
namespace {

// Reads all of the text in pieces of at most `room` bytes.
std::u16string ReadAll(const std::string& text, size_t room) {
  xercesc::XMLPlatformUtils::Initialize();
  const Utf16Source source(text);
  const std::unique_ptr<xercesc::BinInputStream> stream(source.makeStream());
  std::u16string units;
  std::string bytes(room, '\0');
  for (;;) {
    const size_t size = stream->readBytes(reinterpret_cast<XMLByte*>(bytes.data()), room);
    if (size == 0) return units;
    EXPECT_LE(size, room);
    const size_t at = units.size();
    units.resize(at + size / 2);
    std::memcpy(&units[at], bytes.data(), size);
  }
}

TEST(Utf16SourceTest, GivesTheTextWhateverTheRoom) {
  const std::string plain = "<domain type='kvm'><name>a name of some length</name></domain>";
  const std::string other =
      "<\u00e9>0123456789abcdef\u20ac\U0001F600 and more than sixteen\U0001F336";
  const std::u16string wide =
      u"<\u00e9>0123456789abcdef\u20ac\U0001F600 and more than sixteen\U0001F336";
  for (size_t room = 4; room < 100; ++room) {
    EXPECT_EQ(ReadAll(plain, room), std::u16string(plain.begin(), plain.end())) << room;
    EXPECT_EQ(ReadAll(other, room), wide) << room;
  }
  EXPECT_EQ(ReadAll("", 64), u"");
}

}  // namespace
}  // namespace domcheck
