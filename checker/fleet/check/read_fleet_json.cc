#include "checker/fleet/check/read_fleet_json.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "capsmodel/utf8.h"
#include "checker/base/parse_json.h"
#include "checker/fleet/check/fleet_json.h"

namespace domcheck {
namespace {

using Json = nlohmann::json;

// Strangers may have changed the text, so throw if a member has another type. For numbers the
// library would not: it converts -1 and 1e99 to fit.
Json::number_unsigned_t Number(const Json& json) {
  return json.get_ref<const Json::number_unsigned_t&>();
}

std::vector<HostClassNumber> ClassNumbers(const Json& json) {
  std::vector<HostClassNumber> classes;
  for (const Json& host_class : json.get_ref<const Json::array_t&>()) {
    // A number that is out of range is not one of the hosts' classes either.
    constexpr HostClassNumber kMost = std::numeric_limits<HostClassNumber>::max();
    classes.push_back(
        static_cast<HostClassNumber>(std::min<Json::number_unsigned_t>(Number(host_class), kMost)));
  }
  return classes;
}

Severity SeverityNamed(const std::string& name) {
  for (const Severity severity : {Severity::kError, Severity::kWarning})
    if (SeverityName(severity) == name) return severity;
  return Severity::kNote;
}

FleetFinding FindingFromJson(const Json& json) {
  Statement statement;
  statement.rule = json.at("rule");
  statement.capability = json.value("capability", "");
  if (json.contains("value")) statement.value = json.at("value").get<std::string>();
  statement.lack = json.value("lack", "");
  statement.message = json.at("message");
  statement.suggestion = json.value("suggestion", "");
  FleetFinding finding;
  finding.statement = std::make_shared<Statement>(std::move(statement));
  finding.severity = SeverityNamed(json.at("severity"));
  finding.path = json.value("path", "");
  if (json.contains("line"))
    finding.place =
        ReportedPlace{Number(json.at("line")), Number(json.at("column")),
                      Number(json.at("endLine")), Number(json.at("endColumn")), json.at("source")};
  if (json.contains("morePlaces")) finding.more_places = Number(json.at("morePlaces"));
  finding.classes = ClassNumbers(json.at("kinds"));
  return finding;
}

// Returns nothing unless `hex` is what HexOf returns for a name that is not UTF-8.
std::optional<std::string> NameFromHex(const std::string& hex) {
  std::string name(hex.size() / 2, '\0');
  for (size_t i = 0; i < name.size(); ++i)
    name[i] = static_cast<char>(std::strtoul(hex.substr(2 * i, 2).c_str(), nullptr, 16));
  if (HexOf(name) != hex || FindInvalidUtf8(name) == std::string::npos) return std::nullopt;
  return name;
}

bool AreClasses(const std::vector<HostClassNumber>& numbers, const HostClasses& classes) {
  return std::adjacent_find(numbers.begin(), numbers.end(), std::greater_equal<>()) ==
             numbers.end() &&
         (numbers.empty() || numbers.back() < classes.size());
}

std::optional<HostClasses> HostsFromJson(const Json& json, std::string* error) {
  HostClasses classes;
  try {
    if (json.at("fleet") != 1) {
      *error = "it is of a form that this domcheck does not know";
      return std::nullopt;
    }
    json.at("hosts").get_to(classes.hosts);
    for (const Json& host_class : json.at("kinds").get_ref<const Json::array_t&>()) {
      classes.hosts_of.emplace_back();
      for (const Json& host : host_class.get_ref<const Json::array_t&>())
        classes.hosts_of.back().push_back(Number(host));
    }
    json.at("problems").get_to(classes.problems);
  } catch (const nlohmann::json::exception&) {
    *error = "its first line does not name hosts";
    return std::nullopt;
  }
  // Each host must be in exactly one class.
  std::vector<bool> is_of_class(classes.hosts.size());
  size_t count = 0;
  for (const auto& hosts : classes.hosts_of) {
    count += hosts.size();
    for (const size_t host : hosts)
      if (host < is_of_class.size()) is_of_class[host] = true;
  }
  if (count != classes.hosts.size() ||
      std::count(is_of_class.begin(), is_of_class.end(), false) != 0) {
    *error = "its hosts and kinds do not agree";
    return std::nullopt;
  }
  return classes;
}

std::optional<FleetGuest> GuestFromJson(const Json& json, const HostClasses& classes,
                                        std::string* error) {
  FleetGuest guest;
  try {
    guest.name = json.at("guest");
    if (json.contains("guestBytes")) {
      const auto name = NameFromHex(json.at("guestBytes"));
      if (!name) {
        *error = "guestBytes is not the name's bytes in hexadecimal";
        return std::nullopt;
      }
      guest.name = *name;
    }
    guest.number = Number(json.at("number"));
    guest.is_invalid = json.value("invalid", false);
    guest.cannot = ClassNumbers(json.at("cannot"));
    guest.unknown = ClassNumbers(json.at("unknown"));
    for (const Json& finding : json.at("findings").get_ref<const Json::array_t&>())
      guest.findings.push_back(FindingFromJson(finding));
  } catch (const nlohmann::json::exception&) {
    *error = "it is no guest's line of a fleet's report";
    return std::nullopt;
  }
  bool are_classes = AreClasses(guest.cannot, classes) && AreClasses(guest.unknown, classes);
  for (const FleetFinding& finding : guest.findings)
    are_classes = are_classes && AreClasses(finding.classes, classes);
  if (!are_classes) {
    *error = "it names hosts that the first line does not";
    return std::nullopt;
  }
  return guest;
}

std::optional<FleetEnd> EndFromJson(const Json& summary) {
  const auto number = [&](const char* key) -> std::optional<size_t> {
    const auto found = summary.is_object() ? summary.find(key) : summary.end();
    if (found == summary.end() || !found->is_number_unsigned()) return std::nullopt;
    return found->get<size_t>();
  };
  const auto skipped = number("skipped"), exit_status = number("exitStatus");
  if (!skipped || !exit_status) return std::nullopt;
  return FleetEnd{*skipped, *exit_status > 1};
}

// Returns all guests if the report's first line has no shard, nothing if its form is wrong.
std::optional<Shard> ShardFromJson(const Json& head) {
  const auto shard = head.find("shard");
  if (shard == head.end()) return Shard();
  return shard->is_string() ? ParseShard(shard->get<std::string>()) : std::nullopt;
}

}  // namespace

std::variant<FleetHead, LineError> ReadFleetHead(const std::string& line) {
  std::optional<XmlError> excess;
  const Json json = ParseJson(line, &excess);
  if (excess) return LineError{std::move(excess->message)};
  std::string error;
  auto classes = HostsFromJson(json, &error);
  if (!classes) return LineError{error + kWantedReport};
  const auto shard = ShardFromJson(json);
  if (!shard) return LineError{"its shard is not of the form I/N" + std::string(kWantedReport)};
  return FleetHead{std::move(*classes), *shard};
}

std::variant<FleetGuest, FleetEnd, LineError> ReadFleetLine(const std::string& line,
                                                            const HostClasses& classes) {
  std::optional<XmlError> excess;
  const Json json = ParseJson(line, &excess);
  if (excess) return LineError{std::move(excess->message)};
  if (json.is_object() && json.contains("summary")) {
    if (const auto end = EndFromJson(json["summary"])) return *end;
    return LineError{"it is no summary of a fleet's report"};
  }
  std::string error;
  auto guest = GuestFromJson(json, classes, &error);
  if (!guest) return LineError{error, !json.is_discarded()};
  return std::move(*guest);
}

}  // namespace domcheck
