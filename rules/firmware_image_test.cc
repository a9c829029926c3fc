#include "rules/firmware_image.h"

#include <gtest/gtest.h>

namespace domcheck {
namespace {

TEST(FirmwareImageTest, DoesTheSame) {
  const std::vector<std::string_view> suse = {"/usr/share/qemu/ovmf-x86_64-4m-code.bin",
                                              "/usr/share/qemu/ovmf-x86_64-smm-ms-code.bin",
                                              "/usr/share/qemu/ovmf-x86_64-ms-4m-code.bin"};
  EXPECT_EQ(SimilarImage("/usr/share/qemu/ovmf-x86_64-ms-code.bin", suse), suse[2]);
  EXPECT_EQ(SimilarImage("/usr/share/qemu/ovmf-x86_64-code.bin", suse), suse[0]);
  EXPECT_EQ(SimilarImage("/usr/share/qemu/ovmf-x86_64-sev-code.bin", suse), "");
  const std::vector<std::string_view> debian = {"/usr/share/OVMF/OVMF_CODE_4M.secboot.fd",
                                                "/usr/share/OVMF/OVMF_CODE_4M.ms.fd"};
  EXPECT_EQ(SimilarImage("/usr/share/OVMF/OVMF_CODE.secboot.fd", debian), debian[0]);
  EXPECT_EQ(SimilarImage("/usr/share/OVMF/OVMF_CODE.MS.fd", debian), debian[1]);
  EXPECT_EQ(SimilarImage("/usr/share/OVMF/OVMF_CODE.fd", debian), "");
}

TEST(FirmwareImageTest, OtherPackagesHaveOtherNames) {
  const std::vector<std::string_view> qemu = {"/usr/share/qemu/edk2-x86_64-code.fd",
                                              "/usr/share/qemu/edk2-x86_64-secure-code.fd"};
  EXPECT_EQ(SimilarImage("/usr/share/qemu/edk2-x86_64-secboot-code.fd", qemu), qemu[1]);
  EXPECT_EQ(SimilarImage("/opt/images/of/another/tree/edk2-x86_64-code.fd", qemu), qemu[0]);
}

TEST(FirmwareImageTest, NothingIsNear) {
  EXPECT_EQ(SimilarImage("/a.fd", {}), "");
  EXPECT_EQ(SimilarImage("", {"/usr/share/OVMF/OVMF_CODE.fd"}), "");
  EXPECT_EQ(SimilarImage("/usr/share/OVMF/", {"/usr/share/OVMF/OVMF_CODE.fd"}), "");
}

}  // namespace
}  // namespace domcheck
