// Whole devices to insert, filled in with what a host offers.
//
// A table has a body for each, with holes: the capability that a value is asked of, and the values
// that suit the body, best first. Of these the host's document leaves those that it offers; a body
// with a hole for which nothing is left is not given. What the document does not speak of is not
// known, and stays.
#ifndef CHECKER_LSP_DEVICE_SNIPPETS_H_
#define CHECKER_LSP_DEVICE_SNIPPETS_H_

#include <string>
#include <vector>

#include "capsmodel/capabilities.h"

namespace domcheck {

struct Snippet {
  std::string label;  // "disk (virtio)"
  // As the Language Server Protocol has it: ${1:text} to be changed, ${2|a,b|} to choose from.
  // Lines end with LF and are indented by two blanks a level, the first line not at all.
  std::string body;
  std::string preview;  // the body as XML, with each first choice taken
  std::string note;     // what else the guest needs for it, as a sentence; or empty
};

// The devices that fit, in the order in which people look for them. With null only those that fit
// any host.
std::vector<Snippet> DeviceSnippets(const Capabilities* capabilities);

// A body with its texts and first choices put in.
std::string ExpandSnippet(const std::string& body);

}  // namespace domcheck

#endif  // CHECKER_LSP_DEVICE_SNIPPETS_H_
