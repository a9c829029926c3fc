#include "checker/fleet/page/html.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "capsmodel/utf8.h"
#include "checker/base/embedded_file.h"
#include "checker/base/version.h"
#include "checker/base/visible_text.h"
#include "checker/base/xml_escape.h"
#include "checker/fleet/check/fleet_format.h"
#include "checker/fleet/check/fleet_json.h"
#include "checker/fleet/page/embedded_page.h"
#include "checker/report/explain.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

constexpr size_t kMostProblems = 5;    // with hosts, that show at once
constexpr size_t kMostOfSource = 100;  // code points of a value, and of its line on each side
constexpr size_t kMostStops = 10;      // reasons that the summary lists

std::string_view PagePart(std::string_view path) {
  for (const EmbeddedFile& file : EmbeddedFleetPageFiles())
    if (file.path == path) return file.content;
  return "";
}

// Returns `part` with each {{name}} replaced by its value. Braces stay if their name is not in
// `values`, such as those of the script.
std::string Filled(std::string_view part,
                   const std::vector<std::pair<std::string_view, std::string>>& values) {
  std::string filled;
  while (true) {
    const size_t at = part.find("{{");
    filled += part.substr(0, at);
    if (at == std::string_view::npos) return filled;
    part.remove_prefix(at);
    const std::string_view name = part.substr(2, part.find("}}") - 2);
    const auto value = std::find_if(values.begin(), values.end(),
                                    [name](const auto& value) { return value.first == name; });
    if (value == values.end()) {
      filled += "{{";
      part.remove_prefix(2);
    } else {
      filled += value->second;
      part.remove_prefix(name.size() + 4);
    }
  }
}

// Returns JSON for an element of its own in a page. Without "<" it contains neither the element's
// end nor a comment. Line ends that only JavaScript knows are escaped too.
std::string InScript(std::string_view json) {
  std::string escaped;
  escaped.reserve(json.size() + json.size() / 16);
  while (true) {
    const size_t at = json.find_first_of("<\xE2");
    escaped += json.substr(0, at);
    if (at == std::string_view::npos) return escaped;
    json.remove_prefix(at);
    const std::string_view separator = json.substr(0, 3);
    if (json.front() == '<') {
      escaped += "\\u003c";
      json.remove_prefix(1);
    } else if (separator == "\u2028" || separator == "\u2029") {
      escaped += separator == "\u2028" ? "\\u2028" : "\\u2029";
      json.remove_prefix(3);
    } else {
      escaped += json.front();
      json.remove_prefix(1);
    }
  }
}

std::string InText(std::string_view text) { return XmlEscaped(VisibleText(text)); }

// "12,345"
std::string Number(size_t number) {
  std::string digits = std::to_string(number);
  for (size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

std::string Counted(size_t count, std::string_view noun) {
  return Number(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

// Returns "12 %"; never 0 for some, nor 100 for not all.
std::string Percent(size_t count, size_t all) {
  if (count == 0 || all == 0) return "";
  const size_t percent = (count * 200 + all) / (all * 2);
  if (percent == 0) return "under 1 %";
  if (percent == 100 && count < all) return "over 99 %";
  return std::to_string(percent) + " %";
}

std::string LeftOut(const std::vector<std::string>& problems) {
  if (problems.empty()) return "";
  std::string text =
      "<section class=\"notice\" aria-labelledby=\"left-out-title\">\n<details" +
      std::string(problems.size() > kMostProblems ? "" : " open") +
      ">\n<summary><h2 id=\"left-out-title\">Left out: " + Counted(problems.size(), "problem") +
      " with hosts</h2></summary>\n<ul>\n";
  for (const std::string& problem : problems) text += "<li>" + InText(problem) + "</li>\n";
  return text + "</ul>\n</details>\n</section>\n";
}

// Escapes `text` for a value in an address.
std::string InAddress(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string address;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
        c == '.' || c == '_')
      address += c;
    else
      address.append({'%', kDigits[byte / 16], kDigits[byte % 16]});
  }
  return address;
}

// Returns a table of what stops most guests, each row with a link to them.
std::string Stops(const FleetSummary& summary) {
  using Stop = std::pair<std::tuple<std::string, std::string, std::string>, size_t>;
  std::vector<Stop> stops(summary.stopped_by.begin(), summary.stopped_by.end());
  std::stable_sort(stops.begin(), stops.end(),
                   [](const Stop& a, const Stop& b) { return a.second > b.second; });
  if (stops.size() > kMostStops) stops.resize(kMostStops);
  if (stops.empty()) return "";
  std::string text =
      "<div class=\"scroll stops\" role=\"region\" aria-label=\"Table of what stops most guests\" "
      "tabindex=\"0\">\n<table>\n<caption>What stops most guests</caption>\n<thead><tr>"
      "<th scope=\"col\" class=\"number\">Guests</th><th scope=\"col\">Rule</th>"
      "<th scope=\"col\">Value</th><th scope=\"col\">Says</th></tr></thead>\n<tbody>\n";
  for (const auto& [what, guests] : stops) {
    const auto& [id, capability, value] = what;
    const Rule* rule = FindRule(id);
    const std::string link = "#reason=" + InAddress(id + (value.empty() ? "" : " " + value));
    text += "<tr><td class=\"number\"><a href=\"" + link + "\">" + Number(guests) +
            "</a></td><th scope=\"row\">" + InText(id) + "</th><td class=\"value\">" +
            InText(value) + "</td><td>" + (rule == nullptr ? "" : InText(rule->summary)) +
            "</td></tr>\n";
  }
  return text + "</tbody>\n</table>\n</div>";
}

std::string Remarks(const FleetSummary& summary) {
  std::string text;
  if (summary.too_few > 0)
    text += " " + Counted(summary.too_few, "guest") + " can run on fewer hosts than required.";
  if (summary.skipped > 0)
    text += " " + Counted(summary.skipped, "XML file") + " that " +
            (summary.skipped == 1 ? "is no guest was" : "are no guests were") + " skipped.";
  return text;
}

std::string HostsData(const HostClasses& classes) {
  std::string data;
  JsonWriter json(&data);
  json.BeginObject();
  WriteHosts(classes, &json);
  json.EndObject();
  return InScript(data);
}

void BeginPage(const HostClasses& classes, const FleetOptions&, std::string* out) {
  *out += Filled(PagePart("begin.html"), {{"hosts", Counted(classes.hosts.size(), "host")},
                                          {"kinds", Counted(classes.size(), "kind")},
                                          {"left out", LeftOut(classes.problems)},
                                          {"hosts data", HostsData(classes)},
                                          {"rules data", InScript(RulesAsJson())}});
}

// Splits the source line in three: before the value, the value, behind it. A guest may be a single
// line of a megabyte, so the page holds only what it shows.
std::vector<std::string> SourceParts(const ReportedPlace& place) {
  const std::string_view line = place.source;
  const size_t begin = CodePointsAfter(line, 0, place.column - 1);
  const size_t end = place.end_line > place.line
                         ? line.size()
                         : std::max(begin, CodePointsAfter(line, 0, place.end_column - 1));
  const size_t from = CodePointsBefore(line, begin, kMostOfSource);
  const size_t shown = std::min(end, CodePointsAfter(line, begin, kMostOfSource));
  const size_t to = shown < end ? shown : CodePointsAfter(line, end, kMostOfSource);
  const auto part = [line](size_t first, size_t last) {
    return std::string(line.substr(first, last - first));
  };
  return {(from > 0 ? "…" : "") + part(from, begin), part(begin, shown),
          part(shown, to) + (to < line.size() ? "…" : "")};
}

void WriteFindingInPage(const FleetFinding& finding, const FleetGuest& guest,
                        const HostClasses& classes, JsonWriter* json) {
  json->BeginObject();
  WriteStatement(finding, json);
  if (finding.place) {
    json->Member("line", finding.place->line).Member("column", finding.place->column);
    json->Member("source", SourceParts(*finding.place));
  }
  if (finding.more_places > 0) json->Member("morePlaces", finding.more_places);
  json->Member("kinds", finding.classes).Member("sentence", FleetSentence(finding, guest, classes));
  json->EndObject();
}

void GuestInPage(const FleetGuest& guest, const HostClasses& classes, const FleetOptions&,
                 std::string* out) {
  std::string data;
  JsonWriter json(&data);
  json.BeginObject();
  WriteGuestHosts(guest, classes, &json);
  json.Key("findings").BeginArray();
  for (const FleetFinding& finding : guest.findings)
    WriteFindingInPage(finding, guest, classes, &json);
  json.EndArray().EndObject();
  *out += InScript(data);
}

void EndPage(const FleetSummary& summary, const HostClasses&, const FleetOptions&,
             std::string* out) {
  const auto percent = [&](size_t count) { return Percent(count, summary.guests); };
  *out += Filled(PagePart("end.html"), {{"guests", Counted(summary.guests, "guest")},
                                        {"on all", Number(summary.on_all)},
                                        {"on all percent", percent(summary.on_all)},
                                        {"on some", Number(summary.on_some)},
                                        {"on some percent", percent(summary.on_some)},
                                        {"on none", Number(summary.on_none)},
                                        {"on none percent", percent(summary.on_none)},
                                        {"invalid", Number(summary.invalid)},
                                        {"invalid percent", percent(summary.invalid)},
                                        {"remarks", Remarks(summary)},
                                        {"stops", Stops(summary)},
                                        {"version", std::string(kVersion)}});
}

}  // namespace

const FleetFormat kFleetHtmlFormat = {
    "html", "one page for a browser, which loads nothing", ",\n", BeginPage, GuestInPage, EndPage};

}  // namespace domcheck
