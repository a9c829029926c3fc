// Prints rules for people and programs. All text comes from the rules' rows.
#ifndef CHECKER_REPORT_EXPLAIN_H_
#define CHECKER_REPORT_EXPLAIN_H_

#include <string>
#include <vector>

#include "rules/catalog.h"
#include "rules/rule.h"

namespace domcheck {

// Returns one rule in full, for a terminal, in lines of at most 80 columns.
std::string ExplainRule(const Rule& rule);

// Returns the same as Markdown, without a heading.
std::string RuleAsMarkdown(const Rule& rule);

// Returns a line for each rule.
std::string ListRules();

// Returns all rules in full as Markdown: the content of rules/RULES.md.
std::string RulesAsMarkdown();

// Returns `rules` as one JSON object, for programs.
std::string RulesAsJson(const std::vector<const Rule*>& rules = AllRules());

}  // namespace domcheck

#endif  // CHECKER_REPORT_EXPLAIN_H_
