// Whole sessions as text: testdata/lsp/*.session has what the client sends behind `-->`, and behind
// `<--` what the server then has to send, in order. `UPDATE_GOLDENS=1 bazel run` writes the latter.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>

#include "checker/base/version.h"
#include "checker/lsp/session.h"
#include "checker/testing/file_content.h"

namespace domcheck {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kClient = "--> ";
constexpr std::string_view kServer = "<-- ";

bool IsOf(std::string_view line, std::string_view speaker) {
  return line.substr(0, speaker.size()) == speaker;
}

// The session with all that the server sends.
std::string Play(const std::string& script) {
  std::string played;
  const std::string version = "\"" + std::string(kVersion) + "\"";
  Session session({}, [&](std::string message) {
    // A new version of domcheck changes no file of these.
    if (const size_t at = message.find(version); at != std::string::npos)
      message.replace(at, version.size(), "\"VERSION\"");
    played += std::string(kServer) + message + "\n";
  });
  std::istringstream lines(script);
  for (std::string line; std::getline(lines, line);) {
    if (IsOf(line, kServer)) continue;
    played += line + "\n";
    if (!IsOf(line, kClient)) continue;
    session.Handle(line.substr(kClient.size()));
    session.Idle();
  }
  EXPECT_TRUE(session.is_over());
  return played;
}

TEST(SessionTextTest, GoesAsWritten) {
  const char* const workspace = std::getenv("BUILD_WORKSPACE_DIRECTORY");
  const bool updates = std::getenv("UPDATE_GOLDENS") != nullptr && workspace != nullptr;
  size_t count = 0;
  for (const auto& entry : fs::directory_iterator("testdata/lsp")) {
    if (entry.path().extension() != ".session") continue;
    ++count;
    const std::string script = ReadFile(entry.path());
    const std::string played = Play(script);
    if (updates)
      WriteFile(workspace / entry.path(), played);
    else
      EXPECT_EQ(played, script) << entry.path();
  }
  EXPECT_GE(count, 3u);
}

}  // namespace
}  // namespace domcheck
