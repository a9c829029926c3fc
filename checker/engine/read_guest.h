// A ReadGuest is a guest's text with its requirements. It is read once and may be checked any
// number of times (check.h).
#ifndef CHECKER_ENGINE_READ_GUEST_H_
#define CHECKER_ENGINE_READ_GUEST_H_

#include <optional>
#include <vector>

#include "capsmodel/guest.h"
#include "capsmodel/source_file.h"
#include "capsmodel/xml_reader.h"
#include "checker/engine/finding.h"
#include "rules/rule.h"

namespace domcheck {

class ReadGuest {
 public:
  // Reads any text; if something is wrong with it, unread() is a finding that every result
  // includes. Fills `document`, which must outlive this object. The caller owns it so that its
  // memory can be reused for the next guest.
  ReadGuest(SourceFile source, XmlReader* reader, Document* document);

  const SourceFile& source() const { return source_; }
  const Document& document() const { return *document_; }
  // The requirements of the part of the guest that could be read.
  const std::vector<Requirement>& requirements() const { return requirements_; }
  // Why the text, or the rest of it, could not be read; nullopt if all of it was.
  const std::optional<Finding>& unread() const { return unread_; }
  // The guest, or nullopt if the part of the text that could be read has no root <domain>.
  const std::optional<Guest>& guest() const { return guest_; }
  // Whether the text is XML with another root.
  bool is_other_xml() const { return document_->root() && !guest_; }

 private:
  SourceFile source_;
  const Document* document_;
  std::optional<Guest> guest_;
  std::optional<Finding> unread_;
  std::vector<Requirement> requirements_;
};

}  // namespace domcheck

#endif  // CHECKER_ENGINE_READ_GUEST_H_
