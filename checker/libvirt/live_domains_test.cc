#include "checker/libvirt/live_domains.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <thread>

#include "checker/libvirt/live_guest.h"
#include "checker/testing/temporary_folder.h"

namespace domcheck {
namespace {

// As in main.cc: libvirt may write to a daemon that has ended.
const auto kPipesAreIgnored = signal(SIGPIPE, SIG_IGN);

constexpr std::chrono::seconds kLong(20);

// A host for libvirt's test driver, whose hosts are files and need no daemon. Runstate 5 means shut
// off.
constexpr char kHost[] = R"(<node>
<domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>
<name>shut off</name><uuid>11111111-1111-1111-1111-1111111111aa</uuid><memory>8192</memory>
<os><type>hvm</type></os><test:runstate>5</test:runstate></domain>
<domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>
<name>passing</name><memory>8192</memory><os><type>hvm</type></os><test:transient/></domain>
<domain type='test'><name>running</name><memory>8192</memory><os><type>hvm</type></os></domain>
</node>
)";

class LiveDomainsTest : public testing::Test {
 protected:
  std::string UriOfHost(const std::string& text) const {
    return "test://" + folder_.Write("host.xml", text);
  }

 private:
  const TemporaryFolder folder_;
};

std::vector<std::string> NamesOf(const FetchedDomains& fetched) {
  std::vector<std::string> names;
  for (const LiveGuest& guest : fetched.guests) names.push_back(guest.name);
  return names;
}

bool Has(const std::optional<std::string>& text, const std::string& what) {
  return text && text->find(what) != std::string::npos;
}

TEST_F(LiveDomainsTest, ListsAllInTheOrderOfTheirNames) {
  const std::string uri = UriOfHost(kHost);
  const auto result = FetchDomains(uri, {}, kLong);
  ASSERT_TRUE(std::holds_alternative<FetchedDomains>(result));
  const auto& fetched = std::get<FetchedDomains>(result);
  ASSERT_EQ(NamesOf(fetched), (std::vector<std::string>{"passing", "running", "shut off"}));
  EXPECT_TRUE(fetched.problems.empty());
  const LiveGuest &passing = fetched.guests[0], &running = fetched.guests[1],
                  &off = fetched.guests[2];
  EXPECT_FALSE(passing.stored);
  EXPECT_TRUE(Has(passing.running, "<name>passing</name>")) << *passing.running;
  EXPECT_TRUE(Has(running.stored, "<domain type='test'>")) << *running.stored;
  EXPECT_TRUE(Has(running.running, " id='")) << *running.running;
  EXPECT_TRUE(Has(off.stored, "<name>shut off</name>")) << *off.stored;
  EXPECT_FALSE(off.running);
  EXPECT_EQ(off.host, uri);
}

TEST_F(LiveDomainsTest, FindsByNameAndUuid) {
  const struct {
    std::vector<std::string> wanted, names, problems;
  } kRows[] = {
      {{"running", "passing"}, {"running", "passing"}, {}},
      {{"11111111-1111-1111-1111-1111111111aa"}, {"shut off"}, {}},
      {{"111111111111111111111111111111AA"}, {"shut off"}, {}},
      {{"runing", "passing"}, {"passing"}, {"has no guest 'runing'; did you mean 'running'?"}},
      {{"", "11111111"}, {}, {"has no guest ''", "has no guest '11111111'"}},
  };
  const std::string uri = UriOfHost(kHost);
  for (const auto& row : kRows) {
    const auto result = FetchDomains(uri, row.wanted, kLong);
    ASSERT_TRUE(std::holds_alternative<FetchedDomains>(result));
    const auto& fetched = std::get<FetchedDomains>(result);
    EXPECT_EQ(NamesOf(fetched), row.names);
    std::vector<std::string> problems;
    for (const std::string& problem : row.problems)
      problems.push_back(problem + " ('virsh -c " + uri + " list --all' lists them)");
    EXPECT_EQ(fetched.problems, problems);
  }
}

TEST_F(LiveDomainsTest, AHostMayHaveNone) {
  const auto result = FetchDomains(UriOfHost("<node/>"), {}, kLong);
  ASSERT_TRUE(std::holds_alternative<FetchedDomains>(result));
  EXPECT_TRUE(std::get<FetchedDomains>(result).guests.empty());
  EXPECT_TRUE(std::get<FetchedDomains>(result).problems.empty());
}

// Listens on a socket like libvirtd, but is not a libvirtd.
class FakeDaemon {
 public:
  FakeDaemon() {
    // The test's own folder may be too long for a socket's path.
    char folder[] = "/tmp/domcheck-XXXXXX";
    EXPECT_NE(mkdtemp(folder), nullptr);
    folder_ = folder;
    path_ = folder_ + "/daemon.sock";
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    path_.copy(address.sun_path, sizeof address.sun_path - 1);
    EXPECT_LT(path_.size(), sizeof address.sun_path);
    EXPECT_EQ(bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(listen(socket_, 8), 0);
  }
  ~FakeDaemon() {
    close(socket_);
    std::filesystem::remove_all(folder_);
  }
  std::string uri() const { return "qemu+unix:///system?socket=" + path_; }
  // Accepts a connection and closes it at once.
  void HangUp() const { close(accept(socket_, nullptr, nullptr)); }

 private:
  std::string folder_;
  std::string path_;
  int socket_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
};

std::string ErrorOf(const std::string& uri, std::chrono::seconds limit) {
  const auto result = FetchDomains(uri, {}, limit);
  const auto* error = std::get_if<FetchError>(&result);
  return error == nullptr ? "no error" : error->message;
}

TEST_F(LiveDomainsTest, DoesNotWaitForever) {
  const FakeDaemon silent;
  EXPECT_EQ(ErrorOf(silent.uri(), std::chrono::seconds(1)), "did not answer within 1 seconds");
}

TEST_F(LiveDomainsTest, ReportsWhyThereIsNoConnection) {
  const FakeDaemon daemon;
  std::thread hanging_up([&] { daemon.HangUp(); });
  EXPECT_EQ(ErrorOf(daemon.uri(), kLong).rfind("cannot be connected to: ", 0), 0u);
  hanging_up.join();
  const std::string message = ErrorOf("qemu+unix:///system?socket=/no/such/socket", kLong);
  EXPECT_NE(message.find("/no/such/socket"), std::string::npos) << message;
  EXPECT_NE(message.find("see whether 'virsh -c qemu+unix"), std::string::npos) << message;
}

}  // namespace
}  // namespace domcheck
