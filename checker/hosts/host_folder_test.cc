#include "checker/hosts/host_folder.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "checker/hosts/libvirt_uri.h"
#include "checker/hosts/load_host.h"
#include "checker/testing/file_content.h"
#include "checker/testing/temporary_folder.h"

namespace domcheck {
namespace {

namespace fs = std::filesystem;

FetchedHost HostWith(const std::string& machine) {
  FetchedHost host;
  host.uri = "qemu:///system";
  host.hostname = "one";
  host.driver = "QEMU";
  host.libvirt_version = "9.0.0";
  host.hypervisor_version = "7.2.0";
  host.capabilities = "<capabilities><guest><arch name='x86_64'><machine>" + machine +
                      "</machine><domain type='kvm'/></arch></guest></capabilities>";
  host.documents.push_back({"x86_64", "kvm", machine,
                            "<domainCapabilities><domain>kvm</domain><machine>" + machine +
                                "</machine><arch>x86_64</arch></domainCapabilities>"});
  return host;
}

class HostFolderTest : public testing::Test {
 protected:
  std::string Path(const std::string& name) const { return root_.Path(name); }
  // Returns the machines of the documents in the folder, as `check --caps` loads it.
  static std::string Loaded(const std::string& folder) {
    XmlReader reader;
    std::vector<InputProblem> problems;
    const auto host = LoadHost(folder, &reader, &problems);
    std::string machines;
    for (const InputProblem& problem : problems) machines += "(" + problem.message + ")";
    if (!host) return machines;
    for (const auto& document : host->capabilities()) {
      machines += std::string(document->machine()) + " ";
      EXPECT_NE(document->machines(), nullptr);
    }
    return machines;
  }
  size_t FilesInRoot() const {
    size_t count = 0;
    for (const auto& entry : fs::directory_iterator(root_.path())) count += entry.exists() ? 1 : 0;
    return count;
  }

  const TemporaryFolder root_;
};

TEST_F(HostFolderTest, StoresWhatCheckReads) {
  FetchedHost host = HostWith("pc-q35-7.2");
  host.documents.push_back(
      {"x86_64", "kvm", "pc-q35-7.1",
       "<domainCapabilities><machine>pc-q35-7.1</machine></domainCapabilities>"});
  host.documents.push_back(host.documents.back());  // the same content is one file
  host.problems = {"qemu x86_64 none: \xFF"};
  host.undescribed = {{"sh4eb", "unknown architecture"}};
  EXPECT_EQ(StoreHost(host, 0, Path("new/host/")), std::nullopt);
  EXPECT_EQ(Loaded(Path("new/host")).size(), std::string("pc-q35-7.2 pc-q35-7.1 ").size());
  const auto index = nlohmann::json::parse(ReadFile(Path("new/host/index.json")));
  EXPECT_EQ(index["host"], "one");
  EXPECT_EQ(index["fetched"], "1970-01-01T00:00:00Z");
  EXPECT_EQ(index["documents"].size(), 3u);
  for (const auto& document : index["documents"])
    EXPECT_TRUE(fs::exists(Path("new/host/" + document["file"].get<std::string>())));

  XmlReader reader;
  std::vector<InputProblem> problems;
  const auto loaded = LoadHost(Path("new/host"), &reader, &problems);
  ASSERT_TRUE(loaded);
  ASSERT_EQ(loaded->undescribed().size(), 1U);
  EXPECT_EQ(loaded->undescribed().front().arch, "sh4eb");
  EXPECT_EQ(loaded->undescribed().front().why, "unknown architecture");
}

TEST_F(HostFolderTest, TakesThePlaceOfTheOldOneWhole) {
  ASSERT_EQ(StoreHost(HostWith("pc-q35-7.1"), 0, Path("host")), std::nullopt);
  ASSERT_EQ(StoreHost(HostWith("pc-q35-7.2"), 1, Path("host")), std::nullopt);
  EXPECT_EQ(Loaded(Path("host")), "pc-q35-7.2 ");
  EXPECT_EQ(FilesInRoot(), 1u);  // nothing is left beside it
}

TEST_F(HostFolderTest, ReadersSeeOneHostOrTheOther) {
  ASSERT_EQ(StoreHost(HostWith("pc-q35-7.1"), 0, Path("host")), std::nullopt);
  std::vector<std::thread> writers;
  std::atomic<int> writing{2};
  for (const char* machine : {"pc-q35-7.1", "pc-q35-7.2"})
    writers.emplace_back([this, machine, &writing] {
      for (int round = 0; round < 50; ++round)
        EXPECT_EQ(StoreHost(HostWith(machine), round, Path("host")), std::nullopt);
      --writing;
    });
  while (writing > 0) {
    const std::string seen = Loaded(Path("host"));
    EXPECT_TRUE(seen == "pc-q35-7.1 " || seen == "pc-q35-7.2 ") << seen;
  }
  for (std::thread& writer : writers) writer.join();
  const std::string last = Loaded(Path("host"));
  EXPECT_TRUE(last == "pc-q35-7.1 " || last == "pc-q35-7.2 ") << last;
  EXPECT_EQ(FilesInRoot(), 1u);
}

TEST_F(HostFolderTest, LeavesWhatIsNotItsOwn) {
  fs::create_directory(Path("empty"));
  root_.Write("file", "x");
  root_.Write("mine/diary.txt", "dear");
  root_.Write("site/index.json", R"({"documents": []})");
  root_.Write("documents/0123456789abcdef.xml", "<domainCapabilities/>");
  root_.Write("broken/index.json", R"({"domcheck": "0.1.0", "docu)");
  ASSERT_EQ(StoreHost(HostWith("pc-q35-7.1"), 0, Path("host")), std::nullopt);
  root_.Write("host/README", "ours");
  const struct {
    const char* name;
    const char* message;
  } kRows[] = {
      {"file", "is a file, not a folder; choose another name"},
      {"mine",
       "is there already, with 'diary.txt' in it, which would be lost; move that away, or choose "
       "another folder"},
      {"site", "is there already and is no host folder; choose another one, or remove it"},
      {"documents", "is there already and is no host folder; choose another one, or remove it"},
      {"broken", "is there already and is no host folder; choose another one, or remove it"},
      {"host",
       "is there already, with 'README' in it, which would be lost; move that away, or choose "
       "another folder"},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(WhyNoHostFolder(Path(row.name)), row.message) << row.name;
    EXPECT_EQ(StoreHost(HostWith("pc-q35-7.2"), 0, Path(row.name)), row.message) << row.name;
  }
  EXPECT_EQ(Loaded(Path("host")), "pc-q35-7.1 ");
  EXPECT_EQ(WhyNoHostFolder(Path("empty")), std::nullopt);
  EXPECT_EQ(StoreHost(HostWith("pc-q35-7.1"), 0, Path("empty")), std::nullopt);
}

TEST_F(HostFolderTest, AFailureLeavesTheOldOne) {
  ASSERT_EQ(StoreHost(HostWith("pc-q35-7.1"), 0, Path("host")), std::nullopt);
  // Stop before each of the three files, and then not at all.
  for (int files = 0; files <= 3; ++files) {
    int asked = 0;
    const auto error =
        StoreHost(HostWith("pc-q35-7.2"), 0, Path("host"), [&] { return asked++ == files; });
    EXPECT_EQ(error.value_or("stored"), files < 3 ? "is not written: interrupted" : "stored");
    EXPECT_EQ(Loaded(Path("host")), files < 3 ? "pc-q35-7.1 " : "pc-q35-7.2 ");
    EXPECT_EQ(FilesInRoot(), 1u);
  }
}

TEST(LiveHostTest, KnowsUris) {
  for (const char* uri : {"qemu:///system", "qemu+ssh://host/system", "test:///default"})
    EXPECT_TRUE(IsLibvirtUri(uri)) << uri;
  for (const char* path : {"", "caps.xml", "/a/b", "@debian-12", "://", "a b://c", "host:/x"})
    EXPECT_FALSE(IsLibvirtUri(path)) << path;
}

TEST(LiveHostTest, TellsWhyAHostCannotBeAsked) {
  const struct {
    const char* uri;
    const char* message;
  } kRows[] = {
      {"qemu:///embed?root=relative", "cannot be connected to: "},
      {"nope:///x", "cannot be connected to: "},
      {"test:///default", "has no machine of that architecture, type and name"},
  };
  for (const auto& row : kRows) {
    const auto fetched = FetchHost(row.uri, {}, std::chrono::seconds(20));
    ASSERT_TRUE(std::holds_alternative<FetchError>(fetched)) << row.uri;
    const std::string& message = std::get<FetchError>(fetched).message;
    EXPECT_EQ(message.substr(0, std::string(row.message).size()), row.message) << row.uri;
  }
}

}  // namespace
}  // namespace domcheck
