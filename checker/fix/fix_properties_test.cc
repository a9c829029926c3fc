// Properties of the fixes of all test documents, both unchanged and with typing errors.
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "checker/fix/fix_tester.h"
#include "checker/testing/xml_files.h"

namespace domcheck {
namespace {

using Key = std::tuple<std::string, std::string_view, std::string, std::optional<std::string>>;

std::set<Key> KeysOf(const std::vector<CheckResult>& results) {
  std::set<Key> keys;
  for (size_t i = 0; i < results.size(); ++i)
    for (const Finding& finding : results[i].findings)
      keys.emplace(std::to_string(i), finding.rule->id, finding.path, finding.value);
  return keys;
}

std::vector<SourceFile> SourcesIn(const std::string& folder) {
  std::vector<SourceFile> sources;
  for (const std::string& path : XmlFilesBelow(folder)) {
    auto read = ReadSourceFile(path, path);
    if (auto* source = std::get_if<SourceFile>(&read)) sources.push_back(std::move(*source));
  }
  return sources;
}

// Changes a character of some attributes' values.
std::string WithSlips(std::string_view text, std::mt19937* random) {
  std::string slipped(text);
  for (size_t at = 0; (at = slipped.find("='", at)) != std::string::npos;) {
    at += 2;
    const size_t end = slipped.find('\'', at);
    if (end == std::string::npos) break;
    if (end > at && (*random)() % 8 == 0) {
      const size_t place = at + (*random)() % (end - at);
      if (slipped[place] != '&' && slipped[place] > ' ')
        slipped[place] = static_cast<char>('a' + (*random)() % 26);
    }
    at = end;
  }
  return slipped;
}

TEST(FixPropertiesTest, HoldOverAllTestDocuments) {
  std::vector<std::string> documents;
  for (const SourceFile& source : SourcesIn("testdata/hosts"))
    documents.emplace_back(source.text());
  for (const SourceFile& source : SourcesIn("testdata/caps"))
    if (source.name().find("broken") == std::string::npos) documents.emplace_back(source.text());
  const std::vector<SourceFile> guests = SourcesIn("testdata/guests");
  ASSERT_GT(documents.size(), 10u);
  ASSERT_GT(guests.size(), 15u);
  std::mt19937 random(3);
  size_t fixes = 0, refused = 0;
  for (size_t i = 0; i < documents.size(); ++i) {
    Bench bench({documents[i], documents[random() % documents.size()]});
    Bench alone({documents[i]});
    for (const SourceFile& guest : guests) {
      if (guest.name().find("large") != std::string::npos && i % 8 != 0) continue;
      for (int slips = 0; slips < 2; ++slips) {
        const SourceFile source(guest.name(), slips == 0 ? std::string(guest.text())
                                                         : WithSlips(guest.text(), &random));
        for (Bench* one : {&bench, &alone}) {
          SCOPED_TRACE(guest.name());
          const auto before = one->Check(source);
          if (before[0].verdict() == GuestVerdict::kInvalid) continue;
          const FixResult found = one->Fix(source);
          const SourceFile fixed(guest.name(),
                                 ReplaceAll(source.text(), ReplacementsOf(found.fixes)));
          const std::set<Key> old_keys = KeysOf(before), new_keys = KeysOf(one->Check(fixed));
          EXPECT_TRUE(
              std::includes(old_keys.begin(), old_keys.end(), new_keys.begin(), new_keys.end()));
          EXPECT_LE(new_keys.size() + found.fixes.size(), old_keys.size());
          EXPECT_TRUE(one->Fix(fixed).fixes.empty());
          fixes += found.fixes.size();
          refused += found.refused.size();
        }
      }
    }
  }
  EXPECT_GT(fixes, 500u);
  EXPECT_GT(refused, 10u);
}

}  // namespace
}  // namespace domcheck
