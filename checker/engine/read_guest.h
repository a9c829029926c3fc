// A guest read once, with what it requires; check.h answers that, any number of times.
#ifndef CHECKER_ENGINE_READ_GUEST_H_
#define CHECKER_ENGINE_READ_GUEST_H_

#include <optional>
#include <vector>

#include "capsmodel/source_file.h"
#include "capsmodel/xml_reader.h"
#include "checker/engine/finding.h"
#include "rules/rule.h"

namespace domcheck {

class ReadGuest {
 public:
  // Reads the text whatever it holds; what is wrong with it becomes a finding of every result.
  // `document` is filled and must outlive this; it is the caller's so that its memory serves the
  // next guest.
  ReadGuest(SourceFile source, XmlReader* reader, Document* document);

  const SourceFile& source() const { return source_; }
  const Document& document() const { return *document_; }
  // What the guest asks, as far as it could be read.
  const std::vector<Requirement>& requirements() const { return requirements_; }
  // Why the text, or the rest of it, could not be read.
  const std::optional<Finding>& unread() const { return unread_; }
  // Whether the text, or what could be read of it, is a guest.
  bool is_guest() const { return document_->root() && document_->root().name() == "domain"; }
  // Whether the text is XML of another kind than a guest.
  bool is_other_xml() const { return document_->root() && !is_guest(); }

 private:
  SourceFile source_;
  const Document* document_;
  std::optional<Finding> unread_;
  std::vector<Requirement> requirements_;
};

}  // namespace domcheck

#endif  // CHECKER_ENGINE_READ_GUEST_H_
