#include "checker/fleet/check/merge.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "checker/base/json_writer.h"
#include "checker/fleet/check/fleet_json.h"
#include "checker/fleet/check/read_fleet_json.h"
#include "checker/testing/temporary_folder.h"

namespace domcheck {
namespace {

using Json = nlohmann::ordered_json;

Json Head(const std::string& shard = "") {
  Json head = {{"fleet", 1},
               {"domcheck", "0.1.0"},
               {"hosts", {"kvm01", "kvm02", "kvm03"}},
               {"kinds", {{0, 2}, {1}}},
               {"problems", Json::array()}};
  if (!shard.empty()) head["shard"] = shard;
  return head;
}

Json Guest(size_t number) {
  return {{"guest", "g" + std::to_string(number) + ".xml"},
          {"number", number},
          {"runs", 2},
          {"cannot", {1}},
          {"unknown", Json::array()},
          {"otherArch", Json::array()},
          {"findings",
           {{{"rule", "graphics-type"},
             {"severity", "error"},
             {"capability", "devices/graphics/type"},
             {"value", "spice"},
             {"lack", "graphics type 'spice'"},
             {"message", "graphics type 'spice' is not offered by this host"},
             {"suggestion", "vnc"},
             {"path", "/domain/devices/graphics[1]/@type"},
             {"line", 16},
             {"column", 21},
             {"endLine", 16},
             {"endColumn", 26},
             {"source", "    <graphics type='spice'/>"},
             {"morePlaces", 2},
             {"kinds", {1}}}}}};
}

Json Summary(size_t skipped = 0, int exit_status = 0) {
  return {{"summary", {{"guests", 1}, {"skipped", skipped}, {"exitStatus", exit_status}}}};
}

std::string Lines(const std::vector<Json>& lines) {
  std::string text;
  for (const Json& line : lines) text += line.dump() + "\n";
  return text;
}

class MergeTest : public testing::Test {
 protected:
  std::string Write(const std::string& name, const std::string& text) const {
    return folder_.Write(name, text);
  }

  // Reads these reports to the end, or to a problem. Returns the guests' numbers in their order,
  // then each problem, with file names without their folders.
  std::string Merge(const std::vector<std::string>& paths) {
    ShardReader shards;
    std::vector<InputProblem> problems;
    std::string told;
    if (shards.Open(paths, &problems)) {
      EXPECT_TRUE(problems.empty());
      while (const FleetGuest* guest = shards.Next(&problems)) {
        told += std::to_string(guest->number) + " ";
        last_ = *guest;
      }
      skipped_ = shards.skipped();
      has_problems_ = shards.has_problems();
    } else {
      EXPECT_FALSE(problems.empty());
    }
    for (const InputProblem& problem : problems) {
      std::string line = DescribeProblem(problem);
      for (size_t at; (at = line.find(folder_.Path(""))) != std::string::npos;)
        line.erase(at, folder_.Path("").size());
      told += "(" + line + ")";
    }
    return told;
  }

  // The same for one report.
  std::string MergeText(const std::string& text) { return Merge({Write("r", text)}); }
  std::string MergeGuest(const Json& guest) { return MergeText(Lines({Head(), guest, Summary()})); }

  const TemporaryFolder folder_;
  FleetGuest last_;
  size_t skipped_ = 0;
  bool has_problems_ = false;
};

TEST_F(MergeTest, GivesTheGuestsInTheirOrder) {
  const std::string a = Write("a", Lines({Head("1/3"), Guest(1), Guest(5), Guest(6), Summary(2)}));
  const std::string b = Write("b", Lines({Head("2/3"), Summary(40)}));  // without guests
  const std::string c = Write("c", Lines({Head("3/3"), Guest(0), Guest(3), Guest(99), Summary()}));
  for (const auto& order : {std::vector{a, b, c}, {c, b, a}, {b, a, c}}) {
    EXPECT_EQ(Merge(order), "0 1 3 5 6 99 ");
    EXPECT_EQ(skipped_, 42U);
    EXPECT_FALSE(has_problems_);
  }
}

TEST_F(MergeTest, TellsWhetherAShardHadProblems) {
  for (const int status : {0, 1, 2, 3}) {
    const std::string a = Write("a", Lines({Head("1/2"), Summary(0, status)}));
    EXPECT_EQ(Merge({a, Write("b", Lines({Head("2/2"), Summary()}))}), "");
    EXPECT_EQ(has_problems_, status > 1);
  }
}

TEST_F(MergeTest, ReadsAllThatTheReportTells) {
  EXPECT_EQ(MergeGuest(Guest(7)), "7 ");
  const auto head = ReadFleetHead(Head().dump());
  ASSERT_TRUE(std::holds_alternative<FleetHead>(head));
  std::string guest;
  JsonWriter json(&guest);
  json.BeginObject();
  WriteGuest(last_, std::get<FleetHead>(head).classes, &json);
  json.EndObject();
  EXPECT_EQ(Json::parse(guest), Guest(7));
  // Members of a later domcheck, and Windows's line ends, are ignored.
  Json later = Guest(7);
  later["color"] = {1, 2};
  EXPECT_EQ(MergeGuest(later), "7 ");
  EXPECT_EQ(MergeText(Head().dump() + "\r\n" + Summary().dump() + "\r\n"), "");
  // The last line's end may be missing.
  EXPECT_EQ(MergeText(Head().dump() + "\n" + Summary().dump()), "");
}

TEST_F(MergeTest, KeepsNamesThatAreNoUtf8) {
  Json guest = Guest(0);
  guest["guest"] = "a\uFFFD";
  guest["guestBytes"] = "61ff";
  EXPECT_EQ(MergeGuest(guest), "0 ");
  EXPECT_EQ(last_.name, "a\xFF");
  for (const char* wrong : {"", "6", "61f", "61FF", "61fg", "61", " 1ff", "0x61ff"}) {
    guest["guestBytes"] = wrong;
    EXPECT_EQ(MergeGuest(guest),
              "(r:2:1: error: guestBytes is not the name's bytes in hexadecimal)")
        << wrong;
  }
}

TEST_F(MergeTest, RefusesFilesThatAreNoReports) {
  constexpr char kWanted[] = "; it is to be a report of 'domcheck fleet --format jsonl')";
  EXPECT_EQ(Merge({folder_.Path("gone")}),
            "(gone: error: cannot be read: No such file or directory)");
  std::filesystem::create_directories(folder_.Path("folder"));
  EXPECT_EQ(Merge({folder_.Path("folder")}), "(folder: error: is a folder, not a file)");
  EXPECT_EQ(MergeText(""), std::string("(r: error: is empty") + kWanted);
  for (const char* text :
       {"\n", "garbage", "{", "[]", "null", "1", "\"fleet\"", "{}", "{\"fleet\":1}",
        "{\"fleet\":1,\"hosts\":{},\"kinds\":[],\"problems\":[]}",
        "{\"fleet\":1,\"hosts\":[1],\"kinds\":[[0]],\"problems\":[]}",
        "{\"fleet\":1,\"hosts\":[\"a\"],\"kinds\":[0],\"problems\":[]}",
        "{\"fleet\":1,\"hosts\":[\"a\"],\"kinds\":[[\"a\"]],\"problems\":[]}",
        "{\"fleet\":1,\"hosts\":[\"a\"],\"kinds\":[[-1]],\"problems\":[]}",
        "{\"fleet\":1,\"hosts\":[\"a\"],\"kinds\":[[0.0]],\"problems\":[]}",
        "{\"fleet\":1,\"hosts\":[\"a\"],\"kinds\":[[0]],\"problems\":\"none\"}", "<domain/>"})
    EXPECT_EQ(MergeText(text),
              std::string("(r:1:1: error: its first line does not name hosts") + kWanted)
        << text;
  Json head = Head();
  head["fleet"] = 2;
  EXPECT_EQ(
      MergeText(Lines({head, Summary()})),
      std::string("(r:1:1: error: it is of a form that this domcheck does not know") + kWanted);
}

TEST_F(MergeTest, RefusesHostsThatAreNotEachOfOneKind) {
  for (const Json& classes :
       {Json{{0}, {1}}, Json{{0, 2}, {1}, {1}}, Json{{0, 2}, {2}}, Json{{0, 2}, {3}},
        Json{{0, 0, 2}}, Json::array(), Json{{0, 2}, {18446744073709551615U}}}) {
    Json head = Head();
    head["kinds"] = classes;
    EXPECT_EQ(MergeText(Lines({head, Summary()})),
              "(r:1:1: error: its hosts and kinds do not agree; it is to be a report of 'domcheck "
              "fleet --format jsonl')")
        << classes;
  }
}

TEST_F(MergeTest, RefusesOtherHosts) {
  const std::string a = Write("a", Lines({Head("1/2"), Summary()}));
  Json renamed = Head("2/2"), regrouped = renamed, with_problem = renamed;
  renamed["hosts"][0] = "kvm00";
  regrouped["kinds"] = {{0}, {1, 2}};
  with_problem["problems"] = {"hosts/x.xml: error: it is broken"};
  for (const Json& head : {renamed, regrouped, with_problem}) {
    const std::string b = Write("b", Lines({head, Summary()}));
    EXPECT_EQ(Merge({a, b}), "(b:1:1: error: it was made with other hosts than a)");
  }
}

TEST_F(MergeTest, WantsEachShardOnce) {
  const std::string one = Write("one", Lines({Head("1/3"), Summary()}));
  const std::string two = Write("two", Lines({Head("2/3"), Summary()}));
  const std::string three = Write("three", Lines({Head("3/3"), Summary()}));
  const std::string of_two = Write("of_two", Lines({Head("2/2"), Summary()}));
  const std::string all = Write("all", Lines({Head(), Summary()}));
  EXPECT_EQ(Merge({three, one, two}), "");
  EXPECT_EQ(Merge({all}), "");
  EXPECT_EQ(Merge({three, one}),
            "(three:1:1: error: it is of 3 shards, of which 2/3 is missing: name the reports of "
            "all)");
  EXPECT_EQ(Merge({three}),
            "(three:1:1: error: it is of 3 shards, of which 1/3 and 1 more are missing: name the "
            "reports of all)");
  EXPECT_EQ(Merge({one, two, one, three}), "(one:1:1: error: it is shard 1/3, as one is)");
  EXPECT_EQ(Merge({one, of_two}), "(of_two:1:1: error: it is of 2 shards, but one is of 3)");
  EXPECT_EQ(Merge({one, all}), "(all:1:1: error: it is of 1 shard, but one is of 3)");
  EXPECT_EQ(Merge({all, all}), "(all:1:1: error: it tells of all guests, as all is)");
  const std::string far = Write("far", Lines({Head("5/18446744073709551615"), Summary()}));
  EXPECT_EQ(Merge({far}),
            "(far:1:1: error: it is of 18446744073709551615 shards, of which "
            "1/18446744073709551615 and 18446744073709551613 more are missing: name the reports of "
            "all)");
  for (const Json& shard : {Json("4/3"), Json("0/3"), Json(""), Json(1), Json(), Json::array()}) {
    Json head = Head();
    head["shard"] = shard;
    EXPECT_EQ(MergeText(Lines({head, Summary()})),
              "(r:1:1: error: its shard is not of the form I/N; it is to be a report of 'domcheck "
              "fleet --format jsonl')");
  }
}

TEST_F(MergeTest, NoticesAReportThatWasCutShort) {
  const std::string whole = Lines({Head(), Guest(0), Guest(1), Summary()});
  const size_t summary = whole.find("{\"summary\"");
  const size_t head = whole.find('\n');
  for (size_t size = head + 1; size < whole.size() - 1; ++size) {
    const std::string told = MergeText(whole.substr(0, size));
    // A line that lacks only its end is complete.
    EXPECT_NE(told.find("error: the report ends without a summary: it was cut short)"),
              std::string::npos)
        << size << " of " << summary << ": " << told;
  }
  EXPECT_EQ(MergeText(whole), "0 1 ");
  for (size_t size = 0; size < head; ++size)
    EXPECT_EQ(MergeText(whole.substr(0, size)).front(), '(') << size;
}

TEST_F(MergeTest, NoticesReportsInOneFile) {
  EXPECT_EQ(MergeText(Lines({Head(), Guest(0), Summary(), Head(), Guest(1), Summary()})),
            "(r:4:1: error: the report goes on after its summary: name each shard's report by "
            "itself)");
}

TEST_F(MergeTest, NoticesAGuestThatIsThereTwiceOrOutOfOrder) {
  const std::string a = Write("a", Lines({Head("1/2"), Guest(0), Guest(4), Summary()}));
  const std::string b = Write("b", Lines({Head("2/2"), Guest(3), Guest(4), Summary()}));
  EXPECT_EQ(Merge({a, b}), "0 3 (b:3:1: error: guest g4.xml is in a too)");
  EXPECT_EQ(MergeText(Lines({Head(), Guest(3), Guest(2), Summary()})),
            "(r:3:1: error: the guests are not in their order)");
  EXPECT_EQ(MergeText(Lines({Head(), Guest(3), Guest(3), Summary()})),
            "(r:3:1: error: the guests are not in their order)");
}

TEST_F(MergeTest, RefusesLinesThatAreNoGuests) {
  constexpr char kNoGuest[] = "(r:2:1: error: it is no guest's line of a fleet's report)";
  for (const char* line : {"garbage", "", "{", "[]", "{}", "null", "1e999", "{\"guest\":\"a\"}"})
    EXPECT_EQ(MergeText(Head().dump() + "\n" + line + "\n" + Summary().dump() + "\n"), kNoGuest)
        << line;
  // Each member with another type, or with a number that cannot be a count.
  for (const char* member :
       {"guest", "number", "invalid", "cannot", "unknown", "otherArch", "findings"})
    for (const Json& value : {Json(-1), Json(1e99), Json(0.5), Json(nullptr), Json{{"a", 1}},
                              Json{{0.5}}, Json{{-1}}, Json{{{}}}}) {
      Json guest = Guest(0);
      guest[member] = value;
      EXPECT_EQ(MergeGuest(guest), kNoGuest) << member << " " << value;
    }
  const Json finding = Guest(0)["findings"][0];
  for (const auto& [member, right] : finding.items())
    for (const Json& value : {Json(-1), Json(1e99), Json(true), Json(nullptr), Json{{"a", 1}}}) {
      Json guest = Guest(0);
      guest["findings"][0][member] = value;
      EXPECT_EQ(MergeGuest(guest), kNoGuest) << member << " " << value;
    }
  for (const char* member : {"rule", "severity", "message", "kinds", "column", "source"}) {
    Json guest = Guest(0);
    guest["findings"][0].erase(member);
    EXPECT_EQ(MergeGuest(guest), kNoGuest) << member;
  }
}

TEST_F(MergeTest, RefusesKindsThatThereAreNot) {
  for (const Json& classes : {Json{2}, Json{1, 0}, Json{0, 0}, Json{0, 1, 1}, Json{4294967296U},
                              Json{4294967297U}, Json{18446744073709551615U}}) {
    constexpr char kOther[] = "(r:2:1: error: it names hosts that the first line does not)";
    for (const char* member : {"cannot", "unknown", "otherArch"}) {
      Json guest = Guest(0);
      guest[member] = classes;
      EXPECT_EQ(MergeGuest(guest), kOther) << member << " " << classes;
    }
    Json guest = Guest(0);
    guest["findings"][0]["kinds"] = classes;
    EXPECT_EQ(MergeGuest(guest), kOther) << classes;
  }
}

TEST_F(MergeTest, RefusesASummaryThatIsNone) {
  for (const Json& summary :
       {Json(), Json(1), Json::object(), Json{{"skipped", 0}}, Json{{"exitStatus", 0}},
        Json{{"skipped", -1}, {"exitStatus", 0}}, Json{{"skipped", 0}, {"exitStatus", "0"}}})
    EXPECT_EQ(MergeGuest({{"summary", summary}}),
              "(r:2:1: error: it is no summary of a fleet's report)")
        << summary;
}

TEST_F(MergeTest, SurvivesDeepAndLongLines) {
  const std::string deep = std::string(1000000, '[') + std::string(1000000, ']');
  EXPECT_EQ(MergeText(deep + "\n").substr(0, 14), "(r:1:1: error:");
  EXPECT_EQ(MergeText(Head().dump() + "\n{\"guest\":" + deep + "}\n").substr(0, 14),
            "(r:2:1: error:");
  EXPECT_EQ(MergeText(Head().dump() + "\n{\"summary\":" + deep + "}\n").substr(0, 14),
            "(r:2:1: error:");
  Json guest = Guest(0);
  guest["guest"] = std::string(1000000, 'x');
  EXPECT_EQ(MergeGuest(guest), "0 ");
  guest["guest"] = "a\nb\x01 \u202E";
  guest["number"] = 18446744073709551615U;
  EXPECT_EQ(MergeGuest(guest), "18446744073709551615 ");
  EXPECT_EQ(last_.name, "a\nb\x01 \u202E");
}

}  // namespace
}  // namespace domcheck
