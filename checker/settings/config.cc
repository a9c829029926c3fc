#include "checker/settings/config.h"

#include <unistd.h>

#include <algorithm>

#include "capsmodel/source_file.h"
#include "checker/base/file_path.h"
#include "checker/hosts/libvirt_uri.h"
#include "checker/settings/config_lines.h"

namespace domcheck {
namespace {

const SettingKey* FindKey(const std::string& name) {
  for (const SettingKey& key : AllSettingKeys())
    if (key.name == name) return &key;
  return nullptr;
}

std::string UnknownKey(const std::string& name) {
  std::vector<std::string_view> names;
  for (const SettingKey& key : AllSettingKeys()) names.push_back(key.name);
  return DescribeUnknownKey(name, names);
}

// Returns the section's settings, after adding the section if it is new.
Settings& SectionOf(Config* config, const std::string& pattern) {
  if (pattern.empty()) return config->settings;
  for (auto& [known, settings] : config->sections)
    if (known == pattern) return settings;
  config->sections.emplace_back(pattern, Settings());
  return config->sections.back().second;
}

}  // namespace

std::string HostFromFolder(const std::string& spec, const std::string& folder) {
  if (spec.empty() || spec[0] == '@' || spec[0] == '/' || IsLibvirtUri(spec)) return spec;
  const std::string whole = AbsolutePath(folder + "/" + spec);
  const std::string relative = RelativePath(whole, AbsolutePath("."));
  const bool is_above = relative == ".." || relative.rfind("../", 0) == 0;
  return is_above ? whole : relative;
}

Config ParseConfig(const std::string& text, const std::string& name, const std::string& folder,
                   std::vector<InputProblem>* problems) {
  Config config;
  config.folder = folder;
  for (const ConfigLine& line : ReadConfigLines(text, name, problems)) {
    Settings& settings = SectionOf(&config, line.section);
    const SettingKey* known = FindKey(line.key);
    const std::string value = line.key == "caps" ? HostFromFolder(line.value, folder) : line.value;
    const std::string error = known == nullptr
                                  ? UnknownKey(line.key)
                                  : SetUntrusted(*known, value, &settings).value_or("");
    if (!error.empty()) problems->push_back({name, Position{line.number, 1}, error});
  }
  return config;
}

void ConfigFinder::UseFile(const std::string& path, std::vector<InputProblem>* problems) {
  fixed_ = std::make_unique<Config>();
  auto read = ReadSourceFile(path, path);
  if (const auto* error = std::get_if<ReadError>(&read)) {
    problems->push_back({path, std::nullopt, error->message});
    return;
  }
  *fixed_ = ParseConfig(std::string(std::get<SourceFile>(read).text()), path,
                        ParentFolder(AbsolutePath(path)), problems);
}

const Config* ConfigFinder::Nearest(const std::string& folder,
                                    std::vector<InputProblem>* problems) {
  const auto known = by_folder_.find(folder);
  if (known != by_folder_.end()) return known->second.get();
  const std::string path = AbsolutePath(folder + "/" + kConfigName);
  std::shared_ptr<Config> config;
  if (access(path.c_str(), F_OK) == 0) {
    const std::string name = HostFromFolder(kConfigName, folder);
    auto read = ReadSourceFile(path, name);
    if (const auto* error = std::get_if<ReadError>(&read))
      problems->push_back({name, std::nullopt, error->message});
    else
      config = std::make_shared<Config>(
          ParseConfig(std::string(std::get<SourceFile>(read).text()), name, folder, problems));
  } else if (const std::string parent = ParentFolder(folder); parent != folder) {
    Nearest(parent, problems);
    config = by_folder_[parent];
  }
  by_folder_[folder] = config;
  return config.get();
}

const ConfigFinder::Folder& ConfigFinder::FolderOf(const std::string& path,
                                                   std::vector<InputProblem>* problems) {
  const size_t slash = path.rfind('/');
  const std::string_view name =
      slash == std::string::npos ? "." : std::string_view(path).substr(0, slash + 1);
  if (last_ != nullptr && last_->first == name) return last_->second;
  const auto [entry, is_new] = folders_.try_emplace(std::string(name));
  last_ = &*entry;
  Folder& folder = entry->second;
  if (!is_new) return folder;
  folder.absolute = ParentFolder(AbsolutePath(entry->first + "/."));
  folder.config = fixed_.get();
  if (folder.config == nullptr && search_ == Search::kNearest)
    folder.config = Nearest(folder.absolute, problems);
  if (folder.config == nullptr || folder.config->sections.empty())
    folder.settings = &Combine(folder.config, {});
  return folder;
}

const Settings& ConfigFinder::Combine(const Config* config, const std::vector<bool>& matching) {
  const auto [entry, is_new] = settings_.try_emplace({config, matching});
  if (!is_new) return entry->second;
  entry->second = below_;
  if (config != nullptr) {
    entry->second.Add(config->settings);
    for (size_t i = 0; i < matching.size(); ++i)
      if (matching[i]) entry->second.Add(config->sections[i].second);
  }
  entry->second.Add(on_top_);
  return entry->second;
}

const Settings& ConfigFinder::For(const std::string& path, std::vector<InputProblem>* problems) {
  const Folder& folder = FolderOf(path, problems);
  if (folder.settings != nullptr) return *folder.settings;
  const std::string relative = RelativePath(AbsolutePath(path), folder.config->folder);
  std::vector<bool> matching;
  for (const auto& section : folder.config->sections)
    matching.push_back(MatchesPattern(section.first, relative));
  return Combine(folder.config, matching);
}

bool ConfigFinder::IsExcluded(const std::string& path, std::vector<InputProblem>* problems) {
  const auto excludes = [&](const Settings& settings, const std::string& folder) {
    if (settings.excludes.empty()) return false;
    const std::string relative = RelativePath(AbsolutePath(path), folder);
    return std::any_of(
        settings.excludes.begin(), settings.excludes.end(),
        [&](const std::string& pattern) { return MatchesPattern(pattern, relative); });
  };
  const Config* config = FolderOf(path, problems).config;
  if (config != nullptr && excludes(config->settings, config->folder)) return true;
  return excludes(on_top_, on_top_.excludes.empty() ? "" : AbsolutePath("."));
}

}  // namespace domcheck
