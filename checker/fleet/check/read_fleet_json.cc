#include "checker/fleet/check/read_fleet_json.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <limits>
#include <utility>

#include "capsmodel/utf8.h"
#include "checker/base/parse_json.h"
#include "checker/fleet/check/fleet_json.h"

namespace domcheck {
namespace {

// Strangers may have changed the text.
constexpr char kNamesNoHosts[] = "its first line does not name hosts";
constexpr char kNoGuest[] = "it is no guest's line of a fleet's report";

std::vector<HostClassNumber> ClassNumbers(JsonValue json) {
  std::vector<HostClassNumber> classes;
  for (const JsonValue host_class : json.Items()) {
    // A number that is out of range is not one of the hosts' classes either.
    constexpr HostClassNumber kMost = std::numeric_limits<HostClassNumber>::max();
    classes.push_back(
        static_cast<HostClassNumber>(std::min<uint64_t>(host_class.Unsigned(), kMost)));
  }
  return classes;
}

Severity SeverityNamed(const std::string& name) {
  for (const Severity severity : {Severity::kError, Severity::kWarning})
    if (SeverityName(severity) == name) return severity;
  return Severity::kNote;
}

FleetFinding FindingFromJson(JsonValue json) {
  Statement statement;
  statement.rule = json.at("rule").String();
  statement.capability = json.StringOrEmpty("capability");
  if (const auto value = json.Find("value")) statement.value = value->String();
  statement.lack = json.StringOrEmpty("lack");
  statement.message = json.at("message").String();
  statement.suggestion = json.StringOrEmpty("suggestion");
  FleetFinding finding;
  finding.statement = std::make_shared<Statement>(std::move(statement));
  finding.severity = SeverityNamed(json.at("severity").String());
  finding.path = json.StringOrEmpty("path");
  if (const auto line = json.Find("line"))
    finding.place =
        ReportedPlace{line->Unsigned(), json.at("column").Unsigned(), json.at("endLine").Unsigned(),
                      json.at("endColumn").Unsigned(), json.at("source").String()};
  if (const auto places = json.Find("morePlaces")) finding.more_places = places->Unsigned();
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

std::optional<HostClasses> HostsFromJson(JsonValue json, std::string* error) {
  HostClasses classes;
  try {
    if (json.at("fleet").Unsigned() != 1) {
      *error = "it is of a form that this domcheck does not know";
      return std::nullopt;
    }
    classes.hosts = json.at("hosts").Strings();
    for (const JsonValue host_class : json.at("kinds").Items()) {
      classes.hosts_of.emplace_back();
      for (const JsonValue host : host_class.Items())
        classes.hosts_of.back().push_back(host.Unsigned());
    }
    classes.problems = json.at("problems").Strings();
  } catch (const JsonTypeError&) {
    *error = kNamesNoHosts;
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

std::optional<FleetGuest> GuestFromJson(JsonValue json, const HostClasses& classes,
                                        std::string* error) {
  FleetGuest guest;
  try {
    guest.name = json.at("guest").String();
    if (const auto bytes = json.Find("guestBytes")) {
      const auto name = NameFromHex(bytes->String());
      if (!name) {
        *error = "guestBytes is not the name's bytes in hexadecimal";
        return std::nullopt;
      }
      guest.name = *name;
    }
    guest.number = json.at("number").Unsigned();
    if (const auto invalid = json.Find("invalid")) guest.is_invalid = invalid->Boolean();
    guest.cannot = ClassNumbers(json.at("cannot"));
    guest.unknown = ClassNumbers(json.at("unknown"));
    if (const auto others = json.Find("otherArch")) guest.other_arch = ClassNumbers(*others);
    for (const JsonValue finding : json.at("findings").Items())
      guest.findings.push_back(FindingFromJson(finding));
  } catch (const JsonTypeError&) {
    *error = kNoGuest;
    return std::nullopt;
  }
  bool are_classes = AreClasses(guest.cannot, classes) && AreClasses(guest.unknown, classes) &&
                     AreClasses(guest.other_arch, classes);
  for (const FleetFinding& finding : guest.findings)
    are_classes = are_classes && AreClasses(finding.classes, classes);
  if (!are_classes) {
    *error = "it names hosts that the first line does not";
    return std::nullopt;
  }
  return guest;
}

std::optional<FleetEnd> EndFromJson(JsonValue summary) {
  const auto number = [&](const char* key) -> std::optional<size_t> {
    const auto found = summary.Find(key);
    try {
      if (found) return found->Unsigned();
    } catch (const JsonTypeError&) {
    }
    return std::nullopt;
  };
  const auto skipped = number("skipped"), exit_status = number("exitStatus");
  if (!skipped || !exit_status) return std::nullopt;
  return FleetEnd{*skipped, *exit_status > 1};
}

// Returns all guests if the report's first line has no shard, nothing if its form is wrong.
std::optional<Shard> ShardFromJson(JsonValue head) {
  const auto shard = head.Find("shard");
  if (!shard) return Shard();
  return shard->is_string() ? ParseShard(shard->String()) : std::nullopt;
}

}  // namespace

std::variant<FleetHead, LineError> ReadFleetHead(const std::string& line) {
  std::optional<XmlError> excess;
  const auto json = ParseJson(line, &excess);
  if (excess) return LineError{std::move(excess->message)};
  if (!json) return LineError{kNamesNoHosts + std::string(kWantedReport)};
  std::string error;
  auto classes = HostsFromJson(json->root(), &error);
  if (!classes) return LineError{error + kWantedReport};
  const auto shard = ShardFromJson(json->root());
  if (!shard) return LineError{"its shard is not of the form I/N" + std::string(kWantedReport)};
  return FleetHead{std::move(*classes), *shard};
}

std::variant<FleetGuest, FleetEnd, LineError> ReadFleetLine(const std::string& line,
                                                            const HostClasses& classes) {
  std::optional<XmlError> excess;
  const auto json = ParseJson(line, &excess);
  if (excess) return LineError{std::move(excess->message)};
  if (!json) return LineError{kNoGuest, /*is_json=*/false};
  if (const auto summary = json->root().Find("summary")) {
    if (const auto end = EndFromJson(*summary)) return *end;
    return LineError{"it is no summary of a fleet's report"};
  }
  std::string error;
  auto guest = GuestFromJson(json->root(), classes, &error);
  if (!guest) return LineError{error};
  return std::move(*guest);
}

}  // namespace domcheck
