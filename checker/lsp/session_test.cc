#include "checker/lsp/session.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace domcheck {
namespace {

using Json = nlohmann::json;

constexpr char kUri[] = "file:///guests/a.xml";
constexpr char kGuest[] =
    "<domain type='kvm'>\n"
    "  <name>\U0001F600</name>\n"
    "  <os><type arch='x86_64' machine='q35'>hvm</type></os>\n"
    "  <devices>\n"
    "    <disk><target dev='hda' bus='ide'/></disk> <!-- \U0001F600 --> <graphics type='rdp'/>\n"
    "  </devices>\n"
    "</domain>\n";

// A session, and what it sent since that was last taken.
class SessionTest : public testing::Test {
 protected:
  SessionTest()
      : session_({},
                 [this](const std::string& message) { said_.push_back(Json::parse(message)); }) {}

  std::vector<Json> Take() {
    session_.Idle();
    return std::exchange(said_, {});
  }
  void Notify(const std::string& method, const Json& params) {
    session_.Handle(Json{{"jsonrpc", "2.0"}, {"method", method}, {"params", params}}.dump());
  }
  // The result, or the error.
  Json Ask(const std::string& method, const Json& params) {
    Take();
    session_.Handle(
        Json{{"jsonrpc", "2.0"}, {"id", ++id_}, {"method", method}, {"params", params}}.dump());
    for (const Json& message : said_)
      if (message.value("id", Json()) == id_ && !message.contains("method"))
        return message.contains("result") ? message["result"] : message["error"];
    return "no answer";
  }
  void Start(Json abilities = Json::object(), Json more = Json::object()) {
    Json params = {{"processId", nullptr},
                   {"capabilities", std::move(abilities)},
                   {"initializationOptions", {{"caps", "@debian-12"}}}};
    params.update(more);
    Ask("initialize", params);
    Notify("initialized", Json::object());
    Take();
  }
  void Open(const std::string& text) {
    Notify(
        "textDocument/didOpen",
        {{"textDocument", {{"uri", kUri}, {"languageId", "xml"}, {"version", 1}, {"text", text}}}});
  }
  static Json At(size_t line, size_t character) {
    return {{"textDocument", {{"uri", kUri}}},
            {"position", {{"line", line}, {"character", character}}}};
  }
  static Json Range(size_t line, size_t begin, size_t end) {
    return {{"start", {{"line", line}, {"character", begin}}},
            {"end", {{"line", line}, {"character", end}}}};
  }
  // "rule line:begin-end" for each of the diagnostics published last.
  std::string Published() {
    std::string shown = "nothing published";
    for (const Json& message : Take()) {
      if (message.value("method", "") != "textDocument/publishDiagnostics") continue;
      shown.clear();
      for (const Json& diagnostic : message["params"]["diagnostics"]) {
        const Json& range = diagnostic["range"];
        shown += (shown.empty() ? "" : ", ") + diagnostic["code"].get<std::string>() + " " +
                 range["start"]["line"].dump() + ":" + range["start"]["character"].dump() + "-" +
                 range["end"]["character"].dump();
      }
    }
    return shown;
  }
  void Change(const Json& range, const std::string& text, int version) {
    Json change = {{"text", text}};
    if (!range.is_null()) change["range"] = range;
    Notify("textDocument/didChange", {{"textDocument", {{"uri", kUri}, {"version", version}}},
                                      {"contentChanges", Json::array({change})}});
  }

  std::vector<Json> said_;
  Session session_;
  int id_ = 0;
};

int CodeOf(const Json& error) { return error.value("code", 0); }

TEST_F(SessionTest, HasALife) {
  EXPECT_EQ(CodeOf(Ask("textDocument/hover", At(0, 0))), -32002);
  Open(kGuest);
  EXPECT_EQ(Published(), "nothing published");
  Start();
  EXPECT_EQ(CodeOf(Ask("initialize", Json::object())), -32600);
  EXPECT_EQ(CodeOf(Ask("textDocument/moniker", Json::object())), -32601);
  EXPECT_EQ(CodeOf(Ask("exit", Json::object())), -32601);
  EXPECT_TRUE(Ask("shutdown", nullptr).is_null());
  EXPECT_EQ(CodeOf(Ask("textDocument/hover", At(0, 0))), -32600);
  EXPECT_FALSE(session_.is_over());
  Notify("exit", nullptr);
  EXPECT_TRUE(session_.is_over());
  EXPECT_EQ(session_.exit_status(), 0);
}

TEST_F(SessionTest, EndingWithoutShutdownIsAFailure) {
  Notify("exit", nullptr);
  EXPECT_TRUE(session_.is_over());
  EXPECT_EQ(session_.exit_status(), 1);
}

TEST_F(SessionTest, WrongMessagesGetTheProtocolsErrors) {
  const struct {
    std::string message;
    std::string answer;  // id and code
  } kRows[] = {
      {"", "null -32700"},
      {"{", "null -32700"},
      {"\xFF", "null -32700"},
      {"[]", "null -32600"},
      {"1", "null -32600"},
      {"{}", "null -32600"},
      {R"({"id":{},"method":"shutdown"})", "null -32600"},
      {R"({"id":1,"method":2})", "1 -32600"},
      {R"({"id":1,"method":""})", "1 -32600"},
      {R"({"id":1,"method":"what","params":)" + std::string(200000, '[') +
           std::string(200000, ']') + "}",
       "null -32600"},
      {R"({"id":1,"method":"what"})", "1 -32601"},
      {R"({"id":"x","method":"textDocument/hover"})", "\"x\" -32602"},
      {R"({"id":1,"method":"textDocument/hover","params":null})", "1 -32602"},
      {R"({"id":1,"method":"textDocument/hover","params":[]})", "1 -32602"},
      {R"({"id":1,"method":"textDocument/hover","params":{"textDocument":{"uri":1}}})", "1 -32602"},
      {R"({"id":1,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///x"},)"
       R"("position":{"line":0,"character":0}}})",
       "1 -32602"},
      {R"({"id":1,"method":"textDocument/hover","params":{"textDocument":)"
       R"({"uri":"file:///guests/a.xml"},"position":{"line":1e300,"character":0}}})",
       "1 -32602"},
      {R"({"id":1,"method":"textDocument/hover","params":{"textDocument":)"
       R"({"uri":"file:///guests/a.xml"},"position":{"line":0,"character":-1}}})",
       "1 -32602"},
      {R"({"id":1,"method":"workspace/executeCommand","params":{"command":"rm"}})", "1 -32602"},
      {R"({"id":1,"method":"workspace/executeCommand","params":{"command":"domcheck.chooseHost"}})",
       "1 -32602"},
      // A notification, or an answer, is never answered.
      {R"({"method":"what"})", ""},
      {R"({"method":"$/setTrace","params":{"value":"off"}})", ""},
      {R"({"method":"shutdown"})", ""},
      {R"({"id":77,"result":1})", ""},
      {R"({"id":"y","error":{}})", ""},
  };
  Start();
  Open(kGuest);
  Take();
  for (const auto& row : kRows) {
    session_.Handle(row.message);
    std::string answer;
    for (const Json& message : Take())
      if (message.contains("error"))
        answer += message["id"].dump() + " " + message["error"]["code"].dump();
    EXPECT_EQ(answer, row.answer) << row.message.substr(0, 200);
  }
  // The session goes on.
  EXPECT_TRUE(Ask("textDocument/hover", At(4, 35)).is_object());
}

// Half of a character that takes two units of UTF-16 is no reason to lose a message.
TEST_F(SessionTest, HalvesOfSurrogatePairsAreReplaced) {
  Start();
  const auto open = [this](const std::string& name) {
    session_.Handle(R"({"method":"textDocument/didOpen","params":{"textDocument":{"uri":")" +
                    std::string(kUri) + R"(","version":1,"text":"<domain><name>)" + name +
                    R"(</name><x/></domain>"}}})");
    return Published();
  };
  EXPECT_EQ(open(R"(a\ud83d\ude00)"), "unknown-element 0:25-26");
  EXPECT_EQ(open(R"(a\ud83d b)"), "unknown-element 0:26-27");
  EXPECT_EQ(open(R"(\ude00\uD83D\\ud83d)"), "unknown-element 0:30-31");
}

TEST_F(SessionTest, WrongChangesChangeNothing) {
  Start();
  Open(kGuest);
  Take();
  const Json uri = {{"uri", kUri}, {"version", 2}};
  const Json good = {{"text", "<domain/>"}};
  for (const Json& bad : {Json(1), Json::object(), Json{{"text", "x"}, {"range", 1}},
                          Json{{"text", "x"}, {"range", {{"start", {{"line", 0.5}}}}}}}) {
    Notify("textDocument/didChange",
           {{"textDocument", uri}, {"contentChanges", Json::array({good, bad})}});
    EXPECT_EQ(Published(), "nothing published") << bad;
    EXPECT_TRUE(Ask("textDocument/hover", At(4, 35)).is_object()) << bad;
  }
  // A client that sends no version still changes the text.
  Notify("textDocument/didChange", {{"textDocument", {{"uri", kUri}, {"version", nullptr}}},
                                    {"contentChanges", Json::array({good})}});
  EXPECT_EQ(Published(), "");
}

TEST_F(SessionTest, BadNotificationsAreLogged) {
  Start();
  Open(kGuest);
  Take();
  Notify("textDocument/didChange", {{"textDocument", {{"uri", kUri}}}});
  const auto said = Take();
  ASSERT_EQ(said.size(), 1u);
  EXPECT_EQ(said[0]["method"], "window/logMessage");
}

TEST_F(SessionTest, PublishesInUtf16) {
  Start();
  Open(kGuest);
  EXPECT_EQ(Published(), "disk-bus 4:33-36, graphics-type 4:75-78");
}

TEST_F(SessionTest, PublishesInUtf8WhereTheClientTakesIt) {
  Start({{"general", {{"positionEncodings", {"utf-16", "utf-8"}}}}});
  Open(kGuest);
  EXPECT_EQ(Published(), "disk-bus 4:33-36, graphics-type 4:77-80");
  Change(Range(4, 77, 80), "vnc", 2);
  EXPECT_EQ(Published(), "disk-bus 4:33-36");
}

TEST_F(SessionTest, FollowsChanges) {
  Start();
  Open(kGuest);
  Take();
  Change(Range(4, 75, 78), "vnc", 2);
  Change(Range(1, 8, 10), "", 3);  // the emoji
  EXPECT_EQ(Published(), "disk-bus 4:33-36");
  Change(Range(99, 0, 0), "<!-- -->", 4);
  EXPECT_EQ(Published(), "disk-bus 4:33-36");
  Change(nullptr, "<domain type='kvm'><devices><graphics type='rdp'/></devices></domain>", 5);
  EXPECT_EQ(Published(), "graphics-type 0:44-47");
  EXPECT_EQ(Published(), "nothing published");
  Notify("textDocument/didClose", {{"textDocument", {{"uri", kUri}}}});
  EXPECT_EQ(Published(), "");
  EXPECT_EQ(CodeOf(Ask("textDocument/hover", At(0, 0))), -32602);
}

TEST_F(SessionTest, ASpaceInATextOpensNoList) {
  Start();
  Open(kGuest);
  Json params = At(3, 12);  // behind <devices>
  EXPECT_FALSE(Ask("textDocument/completion", params)["items"].empty());
  params["context"] = {{"triggerKind", 2}, {"triggerCharacter", " "}};
  EXPECT_TRUE(Ask("textDocument/completion", params)["items"].empty());
  params["context"]["triggerCharacter"] = "<";
  EXPECT_FALSE(Ask("textDocument/completion", params)["items"].empty());
}

TEST_F(SessionTest, DiagnosticsCarryWhatEditorsShow) {
  Start();
  Open(kGuest);
  const auto said = Take();
  ASSERT_EQ(said.size(), 1u);
  EXPECT_EQ(said[0]["params"]["version"], 1);
  const Json& diagnostic = said[0]["params"]["diagnostics"][0];
  EXPECT_EQ(diagnostic["severity"], 1);
  EXPECT_EQ(diagnostic["source"], "domcheck");
  EXPECT_EQ(diagnostic["codeDescription"]["href"].get<std::string>().substr(0, 20),
            "https://libvirt.org/");
  EXPECT_NE(diagnostic["message"].get<std::string>().find("did you mean 'sata'?"),
            std::string::npos);
}

// The settings come with the workspace.
TEST_F(SessionTest, TakesNoUriThatCouldRunPrograms) {
  Ask("initialize", {{"processId", nullptr},
                     {"capabilities", Json::object()},
                     {"initializationOptions", {{"caps", "qemu+ext:///system?command=/srv/run"}}}});
  std::string told;
  for (const Json& message : Take())
    if (message.value("method", "") == "window/showMessage") told = message["params"]["message"];
  EXPECT_EQ(told,
            "domcheck.caps: the URI of a libvirt is taken from the command line alone: it can run "
            "programs");
}

TEST_F(SessionTest, DeprecatedModelsAreTaggedAndLinesOfHostsNamed) {
  Start(Json::object(), {{"initializationOptions", {{"caps", "testdata/caps/libvirt-12.xml"}}}});
  Open(
      "<domain type='kvm'><os><type machine='q35'>hvm</type></os>\n"
      "<cpu><model>Icelake-Server</model></cpu></domain>");
  Json deprecated;
  for (const Json& message : Take())
    for (const Json& diagnostic : message["params"]["diagnostics"])
      if (diagnostic["code"] == "cpu-model-deprecated") deprecated = diagnostic;
  ASSERT_TRUE(deprecated.is_object());
  EXPECT_EQ(deprecated["tags"], Json::array({2}));
  const Json location = deprecated["relatedInformation"][0]["location"];
  const std::string uri = location["uri"];
  EXPECT_EQ(uri.substr(0, 8), "file:///");
  EXPECT_EQ(uri.substr(uri.size() - 29), "/testdata/caps/libvirt-12.xml");
  EXPECT_EQ(Ask("textDocument/definition", At(1, 14)), location);
}

TEST_F(SessionTest, AnswersAboutPlaces) {
  Start();
  Open(kGuest);
  Json params = At(4, 35);
  EXPECT_NE(Ask("textDocument/hover", params)["contents"]["value"].get<std::string>().find("bus"),
            std::string::npos);
  const Json completion = Ask("textDocument/completion", params);
  EXPECT_GT(completion["items"].size(), 3u);
  EXPECT_EQ(completion["items"][0]["textEdit"]["range"], Range(4, 33, 36));
  EXPECT_EQ(Ask("textDocument/codeLens", params).size(), 1u);
  EXPECT_GT(Ask("textDocument/documentSymbol", params).size(), 1u);
}

TEST_F(SessionTest, SymbolsAreATreeForThoseWhoTakeIt) {
  Start({{"textDocument", {{"documentSymbol", {{"hierarchicalDocumentSymbolSupport", true}}}}}});
  Open(kGuest);
  const Json symbols = Ask("textDocument/documentSymbol", At(0, 0));
  ASSERT_EQ(symbols.size(), 1u);
  EXPECT_FALSE(symbols[0]["children"].empty());
}

TEST_F(SessionTest, ActionsEditTheTextExactly) {
  Start();
  Open(kGuest);
  Take();
  Json params = {{"textDocument", {{"uri", kUri}}},
                 {"range", Range(4, 76, 76)},
                 {"context", {{"diagnostics", Json::array()}}}};
  const Json actions = Ask("textDocument/codeAction", params);
  ASSERT_GT(actions.size(), 3u);
  EXPECT_EQ(actions[0]["isPreferred"], true);
  const Json edit = actions[0]["edit"]["changes"][kUri][0];
  EXPECT_EQ(edit["range"], Range(4, 75, 78));
  Change(edit["range"], edit["newText"], 2);
  EXPECT_EQ(Published(), "disk-bus 4:33-36");
  params["context"]["only"] = {"source"};
  const Json all = Ask("textDocument/codeAction", params);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0]["kind"], "source.fixAll");
}

TEST_F(SessionTest, AHostIsChosen) {
  Start();
  Open(kGuest);
  Take();
  session_.Handle(Json{{"id", 9},
                       {"method", "workspace/executeCommand"},
                       {"params", {{"command", "domcheck.chooseHost"}, {"arguments", {kUri}}}}}
                      .dump());
  Json asked;
  for (const Json& message : Take())
    if (message.value("method", "") == "window/showMessageRequest") asked = message;
  ASSERT_TRUE(asked.is_object());
  const Json choice = asked["params"]["actions"].back();
  session_.Handle(Json{{"id", asked["id"]}, {"result", choice}}.dump());
  EXPECT_NE(Published(), "nothing published");
  // A missing choice and a repeated answer change nothing.
  session_.Handle(Json{{"id", asked["id"]}, {"result", nullptr}}.dump());
  EXPECT_EQ(Published(), "nothing published");
}

TEST_F(SessionTest, ConfigurationIsAskedForAndFollowed) {
  Start({{"workspace", {{"configuration", true}}}},
        {{"workspaceFolders", {{{"uri", "file:///guests"}, {"name", "guests"}}}}});
  Open(kGuest);
  Take();
  Notify("workspace/didChangeConfiguration", {{"settings", nullptr}});
  Json asked;
  for (const Json& message : Take())
    if (message.value("method", "") == "workspace/configuration") asked = message;
  ASSERT_TRUE(asked.is_object());
  EXPECT_EQ(asked["params"]["items"][0]["scopeUri"], "file:///guests");
  session_.Handle(Json{{"id", asked["id"]},
                       {"result",
                        {{{"disable", {"disk-bus"}},
                          {"severity", {{"graphics-type", "warning"}}},
                          {"path", "ignored"}}}}}
                      .dump());
  EXPECT_EQ(Published(), "graphics-type 4:75-78");
  Notify("workspace/didChangeConfiguration", {{"settings", nullptr}});
  for (const Json& message : Take())
    if (message.value("method", "") == "workspace/configuration") asked = message;
  session_.Handle(
      Json{{"id", asked["id"]}, {"result", {{{"disable", {"disk-buss"}}, {"caps", 1}}}}}.dump());
  std::string shown;
  for (const Json& message : Take())
    if (message.value("method", "") == "window/showMessage")
      shown += message["params"]["message"].get<std::string>() + "\n";
  EXPECT_NE(shown.find("did you mean 'disk-bus'?"), std::string::npos) << shown;
  EXPECT_NE(shown.find("domcheck.caps: must be"), std::string::npos) << shown;
}

TEST_F(SessionTest, RefusesWhatIsTakenBack) {
  Start();
  session_.Refuse(R"({"id": 5, "method": "textDocument/hover"})");
  const auto said = Take();
  ASSERT_EQ(said.size(), 1u);
  EXPECT_EQ(said[0]["id"], 5);
  EXPECT_EQ(said[0]["error"]["code"], -32800);
}

}  // namespace
}  // namespace domcheck
