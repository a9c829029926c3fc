#include "checker/engine/read_guest.h"

#include <string>
#include <utility>

#include "capsmodel/element_spans.h"
#include "capsmodel/placeholder.h"
#include "rules/requirements.h"

namespace domcheck {

ReadGuest::ReadGuest(SourceFile source, XmlReader* reader, Document* document)
    : source_(std::move(source)), document_(document) {
  if (auto error = reader->Read(source_.text(), document)) {
    if (HasPlaceholder(source_.text()))
      error->message += "; this looks like a template: render it before it is checked";
    unread_ = InputFinding("xml-syntax", error->message, Span{error->offset, error->offset});
  }
  if (document->root() && document->root().name() == "domain") {
    guest_.emplace(*document);
    requirements_ = CollectRequirements(*guest_);
  }
  if (unread_ || !is_other_xml()) return;
  const std::string_view root = document->root().name();
  std::string message = "this is " + DescribeRoot(root) + ", not a <domain>";
  if (root == "domainCapabilities") message += "; give it with --caps";
  unread_ = InputFinding("not-a-domain", message, ElementSpans(source_.text()).Name(0));
}

}  // namespace domcheck
