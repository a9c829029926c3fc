// Reads the guests of a run, one after the other, into memory that serves them all. One a thread.
//
// Every command that goes through guests reads them here: what cannot be read, what is XML of
// another kind and what there is too little memory for is the same for all of them.
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
  // Hands the text of the guest to use(source). Returns why it could not be read or, where use()
  // ran out of memory, that it could not be checked, for a person.
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

  // The guest of a text; valid until the next one is parsed.
  ReadGuest Parse(SourceFile text) { return ReadGuest(std::move(text), &reader_, &document_); }

 private:
  static std::variant<SourceFile, ReadError> TextOf(const ListedGuest& guest) {
    return guest.on_host == nullptr ? ReadSourceFile(guest.path, guest.name)
                                    : MakeSourceFile(guest.name, guest.on_host->text());
  }

  XmlReader reader_;
  Document document_;
};

// Whether the guest is to be passed over: what a folder holds beside its guests, XML of another
// kind.
inline bool IsSkipped(const ListedGuest& listed, const ReadGuest& guest) {
  return listed.in_folder && guest.is_other_xml();
}

}  // namespace domcheck

#endif  // CHECKER_RUN_GUEST_READER_H_
