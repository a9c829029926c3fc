#include "checker/settings/baseline.h"

#include <tuple>

#include "checker/base/file_path.h"
#include "checker/base/json_writer.h"
#include "checker/base/parse_json.h"
#include "checker/hosts/libvirt_uri.h"

namespace domcheck {
namespace {

constexpr unsigned kVersion = 1;

// A problem with reading the guest itself is never known.
bool CanBeKnown(const Finding& finding) {
  return Counts(finding) && finding.rule->subject != Rule::Subject::kInput;
}

}  // namespace

bool operator<(const KnownFinding& a, const KnownFinding& b) {
  return std::tie(a.domain, a.host, a.key) < std::tie(b.domain, b.host, b.key);
}

Baseline::Baseline(const std::string& path) : folder_(ParentFolder(AbsolutePath(path))) {}

std::optional<std::string> Baseline::Read(const std::string& text) {
  std::optional<XmlError> excess;
  const auto json = ParseJson(text, &excess);
  if (excess) {
    const Position at = SourceFile("", text).PositionAt(excess->offset);
    return "line " + std::to_string(at.line) + ", column " + std::to_string(at.column) + ": " +
           excess->message;
  }
  if (!json) return "is no JSON; write it with --write-baseline";
  try {
    const JsonValue root = json->root();
    if (root.at("version").Unsigned() != kVersion)
      return "is of another version than this domcheck writes; write it again with "
             "--write-baseline";
    for (const JsonValue entry : root.at("findings").Items()) {
      const FindingKey key{entry.at("rule").String(), entry.at("path").String(),
                           entry.at("value").String()};
      known_[{entry.at("domain").String(), entry.at("host").String(), key}] +=
          entry.at("count").Unsigned();
    }
  } catch (const JsonTypeError&) {
    return "is no baseline; write it with --write-baseline";
  }
  return std::nullopt;
}

std::string Baseline::Write(const FindingCounts& findings) {
  std::string text;
  JsonWriter json(&text, /*indent=*/1);
  json.BeginObject().Member("version", kVersion).Key("findings").BeginArray();
  for (const auto& [known, count] : findings) {
    json.BeginObject().Member("domain", known.domain).Member("host", known.host);
    json.Member("rule", known.key.rule).Member("path", known.key.where);
    json.Member("value", known.key.value).Member("count", count).EndObject();
  }
  json.EndArray().EndObject();
  return text + "\n";
}

std::string Baseline::NameOf(std::string_view path) const {
  if (path == "-" || IsLibvirtUri(path)) return std::string(path);
  return RelativePath(AbsolutePath(std::string(path)), folder_);
}

KnownFinding Baseline::Known(std::string_view domain, std::string_view host,
                             const Finding& finding) const {
  const bool is_file = !host.empty() && host[0] != '@';
  return {NameOf(domain), is_file ? NameOf(host) : std::string(host),
          KeyByPathWithoutNumbers(finding)};
}

void Baseline::Apply(std::string_view domain, std::string_view host, CheckResult* result,
                     FindingCounts* used) const {
  FindingCounts here;
  for (Finding& finding : result->findings) {
    if (!CanBeKnown(finding)) continue;
    const KnownFinding key = Known(domain, host, finding);
    const auto known = known_.find(key);
    if (known == known_.end() || here[key] >= known->second) continue;
    ++here[key];
    finding.suppression = Suppression::kBaseline;
  }
  for (const auto& [key, count] : here) (*used)[key] += count;
}

void CollectFindings(const Baseline& baseline, std::string_view domain, std::string_view host,
                     const CheckResult& result, FindingCounts* findings) {
  for (const Finding& finding : result.findings)
    if (CanBeKnown(finding)) ++(*findings)[baseline.Known(domain, host, finding)];
}

std::vector<std::string> DescribeFixed(const Baseline& baseline, const FindingCounts& used,
                                       const std::set<std::string>& checked) {
  std::vector<std::string> lines;
  for (const auto& [known, count] : baseline.known()) {
    const auto found = used.find(known);
    const size_t still = found == used.end() ? 0 : std::min(found->second, count);
    if (still == count || checked.count(known.domain) == 0) continue;
    const auto& [rule, where, value] = known.key;
    lines.push_back(known.domain + ": " + std::to_string(count - still) + " of " + rule +
                    (value.empty() ? "" : " '" + value + "'") + " on " + known.host);
  }
  return lines;
}

}  // namespace domcheck
