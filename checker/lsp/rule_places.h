// From a place in a guest's markup to the rules that look there.
//
// It is the rows' own paths read backwards: a row says where it looks ("devices/disk", then
// "target/@bus"), and here one asks which rows look at an attribute, a text or an element, and
// which names they know below one. Elements are given as they are open at a place, from <domain>
// down; a condition of a row ([@type='user']) counts where an element is open. Where the first is
// no <domain>, no rule knows the place.
#ifndef CHECKER_LSP_RULE_PLACES_H_
#define CHECKER_LSP_RULE_PLACES_H_

#include <string_view>
#include <vector>

#include "checker/lsp/cursor.h"
#include "rules/rule.h"

namespace domcheck {

using OpenElements = std::vector<OpenElement>;

// The rules whose value is the attribute of the last element, or its text, or which ask for it as
// such; in the catalog's order. Rules that look at one attribute under different circumstances (a
// hostdev's type) are told apart by asking them.
std::vector<const Rule*> RulesOfAttribute(const OpenElements& open, std::string_view attribute);
std::vector<const Rule*> RulesOfText(const OpenElements& open);
std::vector<const Rule*> RulesOfElement(const OpenElements& open);

// A name, or a value, that a rule's path has.
struct KnownName {
  std::string_view name;
  const Rule* rule = nullptr;  // the one that tells most of it
  bool is_asked_for = false;   // the rule asks for it as such, under no condition
};

// Of children and attributes of the last element, each once, in the catalog's order.
std::vector<KnownName> KnownChildren(const OpenElements& open);
std::vector<KnownName> KnownAttributes(const OpenElements& open);
// Of values of the attribute, from the rows' conditions: "user" for @type of an interface.
std::vector<KnownName> KnownConditions(const OpenElements& open, std::string_view attribute);

}  // namespace domcheck

#endif  // CHECKER_LSP_RULE_PLACES_H_
