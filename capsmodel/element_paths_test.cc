#include "capsmodel/element_paths.h"

#include <gtest/gtest.h>

#include "capsmodel/document.h"

namespace domcheck {
namespace {

void AddLeaf(Document* document, std::string_view name) {
  document->StartElement(name);
  document->EndElement();
}

TEST(ElementPathsTest, DevicesAndTwinsHaveNumbers) {
  Document document;
  document.StartElement("domain");
  AddLeaf(&document, "name");
  document.StartElement("devices");
  for (const char* device : {"disk", "emulator", "disk"}) AddLeaf(&document, device);
  const std::string_view kPaths[] = {
      "/domain",
      "/domain/name",
      "/domain/devices",
      "/domain/devices/disk[1]",
      "/domain/devices/emulator[1]",
      "/domain/devices/disk[2]",
  };
  for (ElementNumber number = 0; number < document.size(); ++number)
    EXPECT_EQ(ElementPath(document.at(number)), kPaths[number]);
  EXPECT_EQ(ElementPath(Element()), "");
  EXPECT_EQ(PathWithoutNumbers("/domain/devices/disk[12]/target[1]/@bus"),
            "/domain/devices/disk/target/@bus");

  document.Clear();
  document.StartElement("cpu");
  for (const char* name : {"feature", "model", "feature"}) {
    document.StartElement(name);
    document.StartElement("a");
    document.EndElement();
    document.EndElement();
  }
  EXPECT_EQ(ElementPath(document.at(2)), "/cpu/feature[1]/a");
  EXPECT_EQ(ElementPath(document.at(4)), "/cpu/model/a");
  EXPECT_EQ(ElementPath(document.at(6)), "/cpu/feature[2]/a");
  // The paths are the same in document order and in any other order.
  ElementPaths paths;
  for (const ElementNumber number : {1, 2, 3, 5, 6, 4, 6, 0, 2, 1, 5})
    EXPECT_EQ(paths.Of(document.at(number)), ElementPath(document.at(number))) << number;
}

}  // namespace
}  // namespace domcheck
