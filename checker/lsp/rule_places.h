// Finds the rules that look at a place in a guest's markup.
//
// This reads the rows' own paths backwards. A row states where it looks ("devices/disk", then
// "target/@bus"); the functions here return the rows that look at an attribute, a text or an
// element, and the names below an element that rows know. The caller passes the open elements that
// a cursor finds, from <domain> down; a row's condition ([@type='user']) applies to them. If the
// first one is not a <domain>, no rule knows the place.
#ifndef CHECKER_LSP_RULE_PLACES_H_
#define CHECKER_LSP_RULE_PLACES_H_

#include <string_view>
#include <vector>

#include "checker/lsp/cursor.h"
#include "rules/rule.h"

namespace domcheck {

using OpenElements = std::vector<OpenElement>;

// Return the rules whose value is the last element's attribute or text, or which ask for the
// element itself, in the catalog's order. If several look at one attribute under different
// conditions (a hostdev's type), a check of a small guest decides which of them ask there.
std::vector<const Rule*> RulesOfAttribute(const OpenElements& open, std::string_view attribute);
std::vector<const Rule*> RulesOfText(const OpenElements& open);
std::vector<const Rule*> RulesOfElement(const OpenElements& open);

// A name, or a value, in a rule's path.
struct KnownName {
  std::string_view name;
  const Rule* rule = nullptr;  // the one that explains it best
  bool is_asked_for = false;   // the rule asks for this itself, without a condition
};

// Return the children and attributes of the last element, each once, in the catalog's order.
std::vector<KnownName> KnownChildren(const OpenElements& open);
std::vector<KnownName> KnownAttributes(const OpenElements& open);
// Returns the attribute's values in the rows' conditions: "user" for @type of an interface.
std::vector<KnownName> KnownConditions(const OpenElements& open, std::string_view attribute);

}  // namespace domcheck

#endif  // CHECKER_LSP_RULE_PLACES_H_
