#include "checker/report/explain_place.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

namespace domcheck {
namespace {

TEST(ExplainPlaceTest, HasTheWordsOfThePlaceAndItsRules) {
  EXPECT_EQ(ExplainPlace("devices/rng").value_or(""),
            "devices/rng\n"
            "\n"
            "  attributes:\n"
            "    model: virtio, virtio-non-transitional, virtio-transitional\n"
            "        rules: rng-model\n"
            "\n"
            "  elements: acpi (since 9.0 or before, after 7.0), address, alias, backend,\n"
            "    driver, rate\n"
            "\n"
            "  rules: rng\n");
  EXPECT_EQ(ExplainPlace("domain/on_reboot").value_or(""),
            "on_reboot\n"
            "\n"
            "  text: destroy, preserve, rename-restart, restart\n");
  EXPECT_NE(ExplainPlace("features/hyperv").value_or("").find("libvirt refuses other elements\n"),
            std::string::npos);
  EXPECT_NE(ExplainPlace("domain").value_or("").find("rules: domain-type\n"), std::string::npos);
}

TEST(ExplainPlaceTest, LinesAreNotTooLong) {
  for (const char* place : {"domain", "devices", "devices/disk", "devices/controller"}) {
    std::istringstream lines(ExplainPlace(place).value_or(""));
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
  }
}

TEST(ExplainPlaceTest, KnowsNoOtherPlaces) {
  for (const char* place :
       {"", "/", "devices/dsk", "disk", "devices/disk/@bus", "domain/domain", "@nothing"})
    EXPECT_FALSE(ExplainPlace(place)) << place;
  EXPECT_EQ(NearestPlace("devices/dsk/driver"), "devices/disk/driver");
  EXPECT_EQ(NearestPlace("nothing/like/it"), "");
}

TEST(ExplainPlaceTest, TakesThePathOfAFinding) {
  const auto driver = ExplainPlace("devices/disk/driver");
  for (const char* path : {"/domain/devices/disk[2]/driver/@cache", "devices/disk/driver/cache",
                           "domain/devices/disk/driver/", "devices/disk[1]/driver"})
    EXPECT_EQ(ExplainPlace(path), driver) << path;
  EXPECT_EQ(ExplainPlace("/domain/on_reboot/text()"), ExplainPlace("on_reboot"));
  EXPECT_EQ(ExplainPlace("/domain/@type"), ExplainPlace("domain"));
}

TEST(ExplainPlaceTest, IsJsonForPrograms) {
  const auto json = nlohmann::json::parse(PlaceAsJson("devices/disk/backingStore").value_or(""));
  EXPECT_EQ(json.at("place"), "devices/disk/backingStore");
  EXPECT_EQ(json.at("rules"), nlohmann::json({"backing-store"}));
  const auto& type = json.at("attributes").at(1);
  EXPECT_EQ(type.at("name"), "type");
  EXPECT_EQ(type.at("values").at(0), nlohmann::json({{"name", "block"}, {"since", ""}}));
  EXPECT_EQ(type.at("values").at(1).at("since"), "since 12.0");
  EXPECT_FALSE(PlaceAsJson("devices/dsk"));
}

}  // namespace
}  // namespace domcheck
