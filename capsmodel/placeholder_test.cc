#include "capsmodel/placeholder.h"

#include <gtest/gtest.h>

namespace domcheck {
namespace {

TEST(PlaceholderTest, IsAWholePairOfBrackets) {
  for (const std::string_view value :
       {"{{ bus }}", "{{bus}}", "{{ .Values.bus }}", "{% if kvm %}kvm{% endif %}", "${BUS}",
        "pc-q35-${VERSION}", "{{ a }}-{{ b }}"})
    EXPECT_TRUE(HasPlaceholder(value)) << value;
  for (const std::string_view value : {"", "virtio", "{bus}", "$BUS", "{{ bus", "bus }}", "}}{{",
                                       "${BUS", "{ { bus } }", "$", "{"})
    EXPECT_FALSE(HasPlaceholder(value)) << value;
}

}  // namespace
}  // namespace domcheck
