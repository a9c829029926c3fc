#include "checker/hook/installation.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>

#include "checker/base/embedded_file.h"
#include "checker/base/write_file.h"
#include "checker/hook/embedded_hook_files.h"
#include "checker/hook/policy.h"

namespace domcheck {
namespace {

namespace fs = std::filesystem;

struct InstalledFile {
  std::string_view path;           // in the system
  std::string_view template_name;  // among the embedded files
  mode_t mode;
  // The link that 'systemctl enable' makes, or "".
  std::string_view wanted_at;
};
constexpr InstalledFile kFiles[] = {
    {"/etc/libvirt/hooks/qemu.d/domcheck", "hook", 0755, ""},
    {"/etc/systemd/system/domcheck-fetch.service", "domcheck-fetch.service", 0644, ""},
    {"/etc/systemd/system/domcheck-fetch.path", "domcheck-fetch.path", 0644,
     "/etc/systemd/system/multi-user.target.wants/domcheck-fetch.path"},
    {"/etc/systemd/system/domcheck-fetch.timer", "domcheck-fetch.timer", 0644,
     "/etc/systemd/system/timers.target.wants/domcheck-fetch.timer"},
};
constexpr std::string_view kWrittenByUs = "Written by 'domcheck install-hook'";

std::string Template(std::string_view name) {
  for (const EmbeddedFile& file : EmbeddedHookFiles())
    if (file.path == name) return std::string(file.content);
  return "";
}

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void Replace(std::string_view placeholder, const std::string& value, std::string* text) {
  for (size_t at = text->find(placeholder); at != std::string::npos;
       at = text->find(placeholder, at + value.size()))
    text->replace(at, placeholder.size(), value);
}

// Shells and systemd take such a path literally, without quotes.
bool IsPlainPath(std::string_view path) {
  return path.find_first_not_of(
             "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._+-") ==
         std::string_view::npos;
}

// Writes a file and the folders above it. Adds to the report what it did or what failed.
void Write(const std::string& path, std::string_view content, mode_t mode,
           InstallationReport* report) {
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  std::optional<std::string> problem;
  if (error) problem = "its folder cannot be made: " + error.message();
  if (!problem) problem = WriteFileAtomically(path, content);
  if (!problem && chmod(path.c_str(), mode) != 0)
    problem = std::string("cannot be made executable: ") + std::strerror(errno);
  if (problem)
    report->problems.push_back({path, std::nullopt, *problem});
  else
    report->lines.push_back("wrote " + path);
}

void Remove(const std::string& path, InstallationReport* report) {
  std::error_code error;
  if (fs::remove(path, error)) report->lines.push_back("removed " + path);
  if (error)
    report->problems.push_back({path, std::nullopt, "cannot be removed: " + error.message()});
}

bool IsWrittenByUs(const std::string& path) {
  return ReadAll(path).find(kWrittenByUs) != std::string::npos;
}

}  // namespace

InstallationReport InstallHook(const HookInstallation& installation, std::optional<bool> enforces) {
  InstallationReport report;
  const std::string policy_path = installation.root + kPolicyPath;
  const HookPolicy policy = ReadPolicy(policy_path, &report.problems);
  for (const std::string& path : {installation.domcheck, policy.host})
    if (!IsPlainPath(path))
      report.problems.push_back(
          {path, std::nullopt, "a shell or systemd would misread this path; choose a plain one"});
  std::error_code ignored;
  for (const InstalledFile& file : kFiles) {
    const std::string path = installation.root + std::string(file.path);
    if (fs::exists(path, ignored) && !IsWrittenByUs(path))
      report.problems.push_back(
          {path, std::nullopt, "is there already, and not from domcheck; move it away"});
  }
  if (!report.problems.empty()) return report;

  const bool has_policy = fs::exists(policy_path, ignored);
  if (!has_policy || enforces) {
    const std::string text = has_policy ? ReadAll(policy_path) : Template("hook.cfg");
    Write(policy_path, WithEnforcing(text, enforces.value_or(false)), 0644, &report);
  }
  for (const InstalledFile& file : kFiles) {
    std::string text = Template(file.template_name);
    Replace("@DOMCHECK@", installation.domcheck, &text);
    Replace("@POLICY@", kPolicyPath, &text);
    Replace("@HOST@", policy.host, &text);
    Write(installation.root + std::string(file.path), text, file.mode, &report);
  }
  return report;
}

InstallationReport UninstallHook(const std::string& root) {
  InstallationReport report;
  std::error_code ignored;
  for (const InstalledFile& file : kFiles) {
    const std::string path = root + std::string(file.path);
    if (!fs::exists(path, ignored)) continue;
    if (!IsWrittenByUs(path)) {
      report.problems.push_back({path, std::nullopt, "is not from domcheck, and stays"});
      continue;
    }
    if (!file.wanted_at.empty()) Remove(root + std::string(file.wanted_at), &report);
    Remove(path, &report);
  }
  return report;
}

}  // namespace domcheck
