// Puts control characters and markup into every place of the input that a stranger can fill. Tests
// that no report format prints them without escaping.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "capsmodel/source_file.h"
#include "capsmodel/utf8.h"
#include "checker/base/visible_text.h"
#include "checker/fleet/check/fleet_format.h"
#include "checker/fleet/fleet_formats.h"
#include "checker/lsp/framing.h"
#include "checker/report/formats.h"
#include "checker/report/report.h"
#include "checker/testing/file_content.h"
#include "checker/testing/temporary_folder.h"

namespace domcheck {
namespace {

namespace fs = std::filesystem;

// Characters that XML allows: text directions, invisible characters, a C1 control, a soft hyphen, a
// byte order mark, tags; then markup of reports.
const std::string kHostile =
    "\u202E\u2066\u200B\u009B\u00AD\uFEFF\u2028\U000E0041|`]](http://evil)%0A::error::pwned";
// Characters that names of files and options can contain besides, except the slash.
const std::string kHostileName =
    "\u202E\u200B\u009B\x1B[31m\x07\x7F\t\r\n::error::pwned\n\xFF%0A|`[a](b)";

struct Place {
  std::string name;
  std::string guest = "";         // its text; empty for the usual one
  std::string capabilities = "";  // likewise
  std::string file = "guest.xml";
  std::string host = "caps.xml";
  std::string config = "";  // empty: there is none
};

std::string GuestText(const std::string& device, const std::string& machine = "pc") {
  return "<domain type='kvm'>\n<os><type arch='x86_64' machine='" + machine +
         "'>hvm</type></os>\n<devices>\n" + device + "\n</devices></domain>";
}

std::string HostText(const std::string& bus, const std::string& machine = "pc") {
  return "<domainCapabilities><path>/q" + bus + "</path><domain>kvm</domain><machine>" + machine +
         "</machine><arch>x86_64</arch><devices><disk supported='yes'><enum name='bus'><value>" +
         bus + "</value></enum></disk></devices></domainCapabilities>";
}

using Json = nlohmann::json;

const std::string kCpuGuest =
    "<domain type='kvm'><os><type arch='x86_64' machine='pc'>hvm</type></os>"
    "<cpu mode='custom'><model>m</model></cpu></domain>";

std::string CpuHostText(const std::string& vendor, const std::string& feature) {
  return "<domainCapabilities><path>/q</path><domain>kvm</domain><machine>pc</machine>"
         "<arch>x86_64</arch><cpu><mode name='custom' supported='yes'><model usable='no' vendor='" +
         vendor + "'>m</model><blockers model='m'><feature name='" + feature +
         "'/></blockers></mode></cpu></domainCapabilities>";
}

const std::string kDisk = "<disk><target bus='ide'/></disk>";

std::vector<Place> Places() {
  return {
      {"value", GuestText("<disk><target bus='" + kHostile + "'/></disk>"), ""},
      {"text before a value",
       GuestText("<disk><serial>" + kHostile + "</serial><target bus='ide'/></disk>"), ""},
      {"reason to ignore",
       GuestText("<!-- domcheck: ignore disk-bus because " + kHostile + " -->" + kDisk), ""},
      {"machine of the guest", GuestText(kDisk, kHostile), ""},
      {"name of an element", GuestText("<d\u200C\u200D>" + kDisk), ""},
      {"name of an entity", GuestText("&d\u200C;"), ""},
      {"root", "<r\u200C>", ""},
      {"malformed", GuestText("<disk></" + kHostile + ">"), ""},
      {"instruction", GuestText("<?" + kHostile + "?>"), ""},
      {"encoding", "<?xml version='1.0' encoding='" + kHostile + "'?><domain/>", ""},
      {"value of the host", "", HostText(kHostile)},
      {"machine of the host", "", HostText("sata", kHostile)},
      {"vendor of a CPU model", kCpuGuest, CpuHostText(kHostile, "f")},
      {"feature of a CPU model", kCpuGuest, CpuHostText("v", kHostile)},
      {"malformed host", "", "<domainCapabilities></" + kHostile + ">"},
      {"name of the guest's file", "", "", kHostileName + ".xml"},
      {"name of the host's file", "", "", "guest.xml", kHostileName + ".xml"},
      {"configuration", "", "", "guest.xml", "caps.xml", "disable = " + kHostile + "\n"},
      {"configuration's key", "", "", "guest.xml", "caps.xml", kHostile + " = 1\n"},
      {"configuration's section", "", "", "guest.xml", "caps.xml", "[" + kHostile + "]\nx = 1\n"},
  };
}

// Returns `text` quoted for the shell.
std::string Quoted(const std::string& word) {
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? "'\\''" : std::string(1, c);
  return quoted + "'";
}

// Returns the first character that must not be printed, with the text before it; empty if there is
// none.
std::string FindRaw(const std::string& text) {
  for (size_t at = 0; at < text.size();) {
    const size_t length = Utf8SequenceLength(text, at);
    const bool is_line_end = text[at] == '\n' || text.compare(at, 2, "\r\n") == 0;
    if (!is_line_end && (length == 0 || IsInvisible(CodePointAt(text, at, length))))
      return VisibleText(text.substr(at > 60 ? at - 60 : 0, (at > 60 ? 60 : at) + length + 1));
    at += std::max<size_t>(length, 1);
  }
  return text.find("\n::error::pwned") == std::string::npos ? "" : "a forged command";
}

// Returns the messages in the output of the language server, which must contain nothing else.
std::vector<Json> Messages(std::string_view frames) {
  std::vector<Json> messages;
  MessageSplitter splitter;
  splitter.Feed(frames);
  std::string read;
  auto next = splitter.Next();
  for (; !std::holds_alternative<NeedsMoreBytes>(next); next = splitter.Next()) {
    const std::string& content = std::get<FramedMessage>(next).content;
    messages.push_back(Json::parse(content));
    read += Framed(content);
  }
  EXPECT_EQ(read, frames);
  return messages;
}

// Adds all text of the message that an editor shows. The rest are names of files, and text that
// goes into the guest and must be the same as in the guest or host.
void CollectShown(const Json& message, std::vector<std::string>* shown) {
  if (!message.is_structured()) return;
  for (const auto& [key, value] : message.items()) {
    const bool is_shown = key == "message" || key == "title" || key == "label" || key == "name" ||
                          key == "detail" || key == "documentation" || key == "value" ||
                          key == "contents";
    if (is_shown && value.is_string()) shown->push_back(value);
    CollectShown(value, shown);
  }
}

class HostileTextTest : public testing::Test {
 protected:
  HostileTextTest() : program_(fs::absolute("checker/domcheck").string()) {
    unsetenv("BUILD_WORKING_DIRECTORY");
    EnterNewFolder();
  }

  void EnterNewFolder() {
    folder_.reset();
    folder_.emplace().Enter();
  }

  // Returns the standard output of domcheck for the file `input` as standard input.
  std::string Run(const std::string& arguments, const std::string& input, std::string* errors) {
    const int status =
        std::system((program_ + " " + arguments + " < " + input + " > ../out 2> ../err").c_str());
    EXPECT_TRUE(WIFEXITED(status)) << arguments;
    EXPECT_LE(WEXITSTATUS(status), 3) << arguments;
    *errors = ReadFile("../err");
    return ReadFile("../out");
  }

  // Expects that domcheck prints something, and that all of it is escaped.
  void ExpectShown(const std::string& arguments, const std::string& what,
                   const std::string& input = "/dev/null") {
    std::string err;
    const std::string out = Run(arguments, input, &err);
    EXPECT_FALSE(out.empty() && err.empty()) << what;
    EXPECT_EQ(FindRaw(out), "") << what;
    EXPECT_EQ(FindRaw(err), "") << what;
  }

  // Returns all messages that an editor receives after it sent every request at every place.
  std::vector<Json> AskAsEditor(const std::string& guest, const std::string& options) {
    const std::string uri = "file://" + (fs::current_path() / "guest.xml").string();
    const Json document = {{"uri", uri}};
    std::string sent;
    size_t id = 0;
    const auto send = [&](const char* method, const Json& params, bool is_request) {
      Json message = {{"jsonrpc", "2.0"}, {"method", method}, {"params", params}};
      if (is_request) message["id"] = ++id;
      sent += Framed(message.dump());
    };
    const Json markdown = {"markdown"};
    send("initialize",
         {{"processId", nullptr},
          {"rootUri", nullptr},
          {"capabilities", {{"textDocument", {{"hover", {{"contentFormat", markdown}}}}}}}},
         true);
    send("initialized", Json::object(), false);
    send("textDocument/didOpen",
         {{"textDocument", {{"uri", uri}, {"languageId", "xml"}, {"version", 1}, {"text", guest}}}},
         false);
    send("textDocument/documentSymbol", {{"textDocument", document}}, true);
    const SourceFile source("", guest);
    for (size_t at = 0; at < guest.size(); ++at) {
      const LinePosition place = source.LinePositionAt(at, CharacterUnit::kUtf16);
      const Json position = {{"line", place.line}, {"character", place.character}};
      for (const char* method : {"textDocument/hover", "textDocument/completion"})
        send(method, {{"textDocument", document}, {"position", position}}, true);
      send("textDocument/codeAction",
           {{"textDocument", document},
            {"range", {{"start", position}, {"end", position}}},
            {"context", {{"diagnostics", Json::array()}}}},
           true);
    }
    send("shutdown", Json(), true);
    send("exit", Json(), false);
    WriteFile("../frames", sent);
    std::string errors;
    const std::string out = Run("lsp " + options, "../frames", &errors);
    EXPECT_EQ(FindRaw(errors), "");
    return Messages(out);
  }

  void WritePlace(const Place& place) {
    EnterNewFolder();
    WriteFile(place.file, place.guest.empty() ? GuestText(kDisk) : place.guest);
    WriteFile(place.host, place.capabilities.empty() ? HostText("sata") : place.capabilities);
    if (!place.config.empty()) WriteFile(".domcheck.cfg", place.config);
  }

 private:
  const std::string program_;
  std::optional<TemporaryFolder> folder_;
};

TEST_F(HostileTextTest, FindsWhatIsRaw) {
  for (const std::string raw : {"\x1B", "\u202E", "\u009B", "a\rb", "\t", "\xFF", "\u200B"})
    EXPECT_NE(FindRaw("text " + raw), "") << raw;
  EXPECT_EQ(FindRaw("text\r\n\\u{1B} \u00e9\u65e5\n"), "");
}

TEST_F(HostileTextTest, InEveryPlaceAndEveryReport) {
  for (const Place& place : Places()) {
    WritePlace(place);
    const std::string inputs =
        " --caps " + Quoted("./" + place.host) + " " + Quoted("./" + place.file);
    for (const Format& format : AllFormats())
      ExpectShown("check --unknown --format " + std::string(format.name) + inputs,
                  place.name + " in " + std::string(format.name));
    ExpectShown("check --verbose" + inputs + " ./*", place.name + " in check of all");
    ExpectShown("fix" + inputs, place.name + " in fix");
    ExpectShown("fix --unsafe" + inputs, place.name + " in fix --unsafe");
    for (const char* format : {"text", "jsonl"})
      ExpectShown("caps --format " + std::string(format) + " " + Quoted("./" + place.host),
                  place.name + " in caps");
  }
}

TEST_F(HostileTextTest, InEveryReportOfAFleet) {
  for (const Place& place : Places()) {
    WritePlace(place);
    WriteFile("hosts/" + kHostileName + "/caps.xml",
              place.capabilities.empty() ? HostText("sata") : place.capabilities);
    WriteFile("hosts/usual.xml", HostText("sata"));
    for (const FleetFormat& format : AllFleetFormats())
      ExpectShown("fleet --hosts hosts --format " + std::string(format.name) + " " +
                      Quoted("./" + place.file),
                  place.name + " in " + std::string(format.name));
    for (const char* format : {"text", "json"})
      ExpectShown("diff --format " + std::string(format) + " " + Quoted("hosts/" + kHostileName) +
                      " hosts/usual.xml " + Quoted("./" + place.file),
                  place.name + " in diff as " + format);
  }
}

// Runs the hook as libvirt does. The system log gets the same lines as standard error.
TEST_F(HostileTextTest, InTheHook) {
  for (const Place& place : Places()) {
    if (place.name == "reason to ignore") continue;  // not reported, as in the other reports
    WritePlace(place);
    fs::create_directories("host");
    fs::rename(place.host, "host/" + place.host);
    for (const char* mode : {"log", "enforce"}) {
      WriteFile("hook.cfg", std::string("mode = ") + mode + "\nhost = host\n" + place.config);
      ExpectShown("hook " + Quoted(kHostileName) + " prepare begin - --config hook.cfg",
                  place.name + " in the hook", Quoted("./" + place.file));
    }
  }
}

TEST_F(HostileTextTest, InEditors) {
  size_t count = 0;
  for (const Place& place : Places()) {
    WritePlace(place);
    const std::string guest = place.guest.empty() ? GuestText(kDisk) : place.guest;
    for (const Json& message : AskAsEditor(guest, "--caps " + Quoted("./" + place.host))) {
      std::vector<std::string> shown;
      CollectShown(message, &shown);
      for (const std::string& text : shown) {
        EXPECT_EQ(FindRaw(text), "") << place.name << ": " << message.value("method", "an answer");
        count += text.find("\\u{202E}") != std::string::npos;
      }
    }
  }
  EXPECT_GT(count, 100U);
}

TEST_F(HostileTextTest, InEveryOption) {
  WriteFile("caps.xml", HostText("sata"));
  WriteFile("guest.xml", GuestText(kDisk));
  const std::string hostile = Quoted(kHostileName);
  const std::string kLines[] = {
      hostile,
      "check " + hostile,
      "check --" + kHostile.substr(0, 3) + " guest.xml",
      "check --caps " + hostile + " guest.xml",
      "check --caps @" + hostile + " guest.xml",
      "check --caps caps.xml --format " + hostile + " guest.xml",
      "check --caps caps.xml --output " + hostile + " guest.xml",
      "check --caps caps.xml --output json=/" + hostile + "/x guest.xml",
      "check --caps caps.xml --fail-on " + hostile + " guest.xml",
      "check --caps caps.xml --disable " + hostile + " guest.xml",
      "check --caps caps.xml --severity " + hostile + "=error guest.xml",
      "check --caps caps.xml --jobs " + hostile + " guest.xml",
      "check --caps caps.xml --max-depth " + hostile + " guest.xml",
      "check --caps caps.xml --config " + hostile + " guest.xml",
      "check --caps caps.xml --baseline " + hostile + " guest.xml",
      "check --caps caps.xml --files-from " + hostile,
      "check --caps caps.xml --stdin-filename " + hostile + " -",
      "check --caps caps.xml " + hostile + "'*'",
      "check --connect " + hostile + " guest.xml",
      "explain " + hostile,
      "caps " + hostile,
      "completion " + hostile,
      "common " + hostile,
      "merge " + hostile,
      "diff " + hostile + " caps.xml",
      "fleet --hosts " + hostile + " guest.xml",
      "fleet --hosts . --shard " + hostile + " guest.xml",
      "fleet --hosts . --require " + hostile + " guest.xml",
      "fetch --timeout " + hostile + " --out x",
      "lsp " + hostile,
  };
  for (const std::string& line : kLines) ExpectShown(line, VisibleText(line));
}

}  // namespace
}  // namespace domcheck
