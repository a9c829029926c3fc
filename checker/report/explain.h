// Rules told to people and programs. All of it comes from the rules' rows.
#ifndef CHECKER_REPORT_EXPLAIN_H_
#define CHECKER_REPORT_EXPLAIN_H_

#include <string>

#include "rules/rule.h"

namespace domcheck {

// One rule in full, for a terminal.
std::string ExplainRule(const Rule& rule);

// The same as Markdown, without a heading.
std::string RuleAsMarkdown(const Rule& rule);

// All rules, a line each.
std::string ListRules();

// All rules in full as Markdown: the file rules/RULES.md.
std::string RulesAsMarkdown();

// All rules as one JSON object, for programs.
std::string RulesAsJson();

}  // namespace domcheck

#endif  // CHECKER_REPORT_EXPLAIN_H_
