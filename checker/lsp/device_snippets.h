// Whole devices to insert, filled in with what a host offers.
//
// A table has a body for each device, with holes. A hole names a capability and the values that
// suit the body, best first. The values that the host offers remain as choices; a body that has a
// hole without choices is left out. What the capabilities do not mention is unknown and remains.
#ifndef CHECKER_LSP_DEVICE_SNIPPETS_H_
#define CHECKER_LSP_DEVICE_SNIPPETS_H_

#include <string>
#include <vector>

#include "capsmodel/capabilities.h"

namespace domcheck {

struct Snippet {
  std::string label;  // "disk (virtio)"
  // In the snippet syntax of the Language Server Protocol: ${1:text} is to be overwritten,
  // ${2|a,b|} is a choice. Lines end with LF; each level is indented by two spaces, the first line
  // by none.
  std::string body;
  std::string preview;  // the body as XML, with the first of all choices
  std::string note;     // what else the guest needs for it, as a sentence; or empty
};

// Returns the devices that fit the capabilities, the most common first. Null means an unknown host:
// only devices that fit any host are returned.
std::vector<Snippet> DeviceSnippets(const Capabilities* capabilities);

// Returns the body with each placeholder replaced by its text or first choice.
std::string ExpandSnippet(const std::string& body);

}  // namespace domcheck

#endif  // CHECKER_LSP_DEVICE_SNIPPETS_H_
