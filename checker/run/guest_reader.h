// Reads the guests of a run one after the other, reusing the same memory. Each thread needs its own
// reader.
//
// Every command that goes through guests reads them here, so that all commands agree on which
// guests cannot be read, which are XML of another kind, and which need too much memory.
#ifndef CHECKER_RUN_GUEST_READER_H_
#define CHECKER_RUN_GUEST_READER_H_

#include <new>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "capsmodel/source_file.h"
#include "capsmodel/xml_reader.h"
#include "checker/engine/read_guest.h"
#include "checker/run/guest_list.h"

namespace domcheck {

class GuestReader {
 public:
  // Calls use(source) with the guest's text. Returns an error for a person if the text could not be
  // read, or if use() ran out of memory, so that the guest could not be checked.
  template <typename Use>
  std::optional<std::string> Read(const ListedGuest& guest, const Use& use) {
    try {
      auto text = TextOf(guest);
      if (const auto* error = std::get_if<ReadError>(&text)) return error->message;
      use(std::move(std::get<SourceFile>(text)));
      return std::nullopt;
    } catch (const std::bad_alloc&) {
      document_ = Document();
      reader_ = XmlReader();
      return "there is not enough memory to check it";
    }
  }

  // Parses a text. The guest is valid until the next one is parsed.
  ReadGuest Parse(SourceFile text) { return ReadGuest(std::move(text), &reader_, &document_); }

 private:
  static std::variant<SourceFile, ReadError> TextOf(const ListedGuest& guest) {
    return guest.on_host == nullptr ? ReadSourceFile(guest.path, guest.name)
                                    : MakeSourceFile(guest.name, guest.on_host->text());
  }

  XmlReader reader_;
  Document document_;
};

// Whether to skip the file: XML of another kind that lies among the guests in a folder.
inline bool IsSkipped(const ListedGuest& listed, const ReadGuest& guest) {
  return listed.in_folder && guest.is_other_xml();
}

}  // namespace domcheck

#endif  // CHECKER_RUN_GUEST_READER_H_
