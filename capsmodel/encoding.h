// Turns the bytes of an XML file into UTF-8 text, the one form that every other file works on, and
// back.
//
// XML defines how: a byte order mark or the first bytes distinguish UTF-16 from ASCII's family, and
// the XML declaration names the encoding (XML 1.0, appendix F). UTF-8, US-ASCII, ISO-8859-1 and
// UTF-16 of either byte order are read; any other is refused by name, since guessing would shift
// every position. UTF-8 is not validated here: the parser does that and knows the place.
#ifndef CAPSMODEL_ENCODING_H_
#define CAPSMODEL_ENCODING_H_

#include <optional>
#include <string>
#include <string_view>

namespace domcheck {

// How a file holds its text.
struct FileEncoding {
  enum class Form { kUtf8, kAscii, kLatin1, kUtf16LittleEndian, kUtf16BigEndian };
  Form form = Form::kUtf8;
  bool has_mark = false;  // a byte order mark stands before the text
};

// "UTF-16", as messages have it.
std::string_view EncodingName(FileEncoding encoding);

// Replaces `bytes` by its text in UTF-8 without a byte order mark, and sets `found` where it is not
// null. UTF-8 input is not copied. Returns what is wrong, for a person, when the encoding is not
// one of those above or the bytes are not of it; `bytes` is unchanged then.
std::optional<std::string> DecodeToUtf8(std::string* bytes, FileEncoding* found = nullptr);

// The bytes of a file that holds `text`: for what DecodeToUtf8 made, those that it was made of. For
// UTF-8, `text` may be anything; for others it must be UTF-8. Nothing where it has a character that
// the encoding has not.
std::optional<std::string> EncodeFromUtf8(std::string_view text, FileEncoding encoding);

}  // namespace domcheck

#endif  // CAPSMODEL_ENCODING_H_
