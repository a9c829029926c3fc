#include "checker/caps/schema_check.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "capsmodel/source_file.h"
#include "checker/testing/xml_files.h"

namespace domcheck {
namespace {

namespace fs = std::filesystem;

SourceFile Read(const fs::path& path) {
  auto read = ReadSourceFile(path.string(), path.string());
  EXPECT_TRUE(std::holds_alternative<SourceFile>(read)) << path;
  return std::move(std::get<SourceFile>(read));
}

// "LINE:COLUMN: MESSAGE" for each fault.
std::string Faults(const SourceFile& source) {
  std::string faults;
  for (const XmlError& fault : ValidateCapabilities(source.text())) {
    const Position position = source.PositionAt(fault.offset);
    faults += std::to_string(position.line) + ":" + std::to_string(position.column) + ": " +
              fault.message + "\n";
  }
  return faults;
}

TEST(SchemaCheckTest, AcceptsRealDocuments) {
  const auto files = XmlFilesBelow("testdata/hosts");
  ASSERT_GE(files.size(), 10U);
  for (const std::string& file : files) EXPECT_EQ(Faults(Read(file)), "") << file;
}

TEST(SchemaCheckTest, AcceptsBothFormsAndWhatItDoesNotKnow) {
  size_t count = 0;
  for (const auto& entry : fs::directory_iterator("testdata/caps")) {
    if (entry.path().extension() != ".xml") continue;
    EXPECT_EQ(Faults(Read(entry.path())), "") << entry.path();
    ++count;
  }
  EXPECT_GE(count, 8U);
}

// Each document has one fault and is named after it. NAME.expected beside it holds the messages.
TEST(SchemaCheckTest, NamesTheFaultOfABrokenDocument) {
  const auto files = XmlFilesBelow("testdata/caps/broken");
  ASSERT_GE(files.size(), 20U);
  for (fs::path file : files) {
    const std::string faults = Faults(Read(file));
    EXPECT_NE(faults, "") << file;
    EXPECT_EQ(faults, Read(file.replace_extension(".expected")).text()) << file;
  }
}

TEST(SchemaCheckTest, ReadsNoOtherSchemaThatTheDocumentNames) {
  const SourceFile source(
      "caps.xml",
      "<domainCapabilities xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'\n"
      "    xsi:noNamespaceSchemaLocation='/nonexistent/lax.xsd'>\n"
      "  <path>/usr/bin/qemu</path><domain>kvm</domain><arch>x86_64</arch><vcpu max='none'/>\n"
      "</domainCapabilities>\n");
  EXPECT_EQ(Faults(source), "3:86: 'none' is not a whole number\n");
}

}  // namespace
}  // namespace domcheck
