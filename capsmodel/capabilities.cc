#include "capsmodel/capabilities.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <unordered_map>

#include "capsmodel/element_spans.h"
#include "capsmodel/limits.h"
#include "capsmodel/machine.h"

namespace domcheck {
namespace {

// Names that libvirt's manual (since 5.6) spells differently from its documents.
struct Spelling {
  std::string_view manual;
  std::string_view real;
};
constexpr Spelling kSpellings[] = {
    {"iothread", "iothreads"},
    {"reduced-phys-bits", "reducedPhysBits"},
};

std::string_view RealName(std::string_view name) {
  for (const Spelling& spelling : kSpellings)
    if (name == spelling.manual) return spelling.real;
  return name;
}

// Blocks that only QEMU's driver fills in. The other drivers also print them, with 'no', because
// virDomainCapsFormat prints every initialised block.
constexpr std::string_view kOnlyQemu[] = {"cpu", "features/sev", "features/sgx"};
constexpr std::string_view kHostModel = "cpu/host-model";

Support SupportOf(Element block) {
  const auto supported = block.FindAttribute("supported");
  if (!supported || *supported == "yes") return Support::kSupported;
  return *supported == "no" ? Support::kUnsupported : Support::kUnknown;
}

Limits NoLimits() {
  Limits limits;
  for (const Limit& limit : AllLimits()) limits.*limit.value = SIZE_MAX;
  return limits;
}

std::vector<std::string_view> PathsOfBlocks(const std::vector<Capability>& all) {
  std::vector<std::string_view> paths;
  for (const Capability& capability : all)
    if (capability.kind == Capability::Kind::kBlock) paths.push_back(capability.path);
  return paths;
}

}  // namespace

bool IsAtOrBelow(std::string_view path, std::string_view above) {
  return path.substr(0, above.size()) == above &&
         (path.size() == above.size() || path[above.size()] == '/');
}

struct Capabilities::Stated {
  Stated(std::string_view text, Document read)
      : document(std::move(read)), spans(text), domain_type(Text("domain")) {
    AddChildren(document.root(), "");
    FindBlocks();
    libvirt = BoundsShownBy(domain_type, PathsOfBlocks(all));
  }

  std::string_view Text(std::string_view name) const { return document.root().Child(name).Text(); }
  const Capability* Find(std::string_view path) const;
  // Returns the entry at `path`, or else the innermost one around it, or null.
  const Capability* FindAround(std::string_view path) const;

  Document document;
  ElementSpans spans;
  std::string_view domain_type;
  std::vector<Capability> all;
  std::unordered_map<std::string_view, size_t> by_path;  // index in `all`
  std::vector<CpuModel> cpu_models;
  HostCpu host_cpu;
  LibvirtBounds libvirt;

 private:
  void AddChildren(Element parent, std::string_view path);
  void AddElement(Element element, std::string_view path);
  void AddEnum(Element element, std::string_view path);
  void AddCpuMode(Element mode, std::string_view path);
  void AddCpuModel(Element model);
  void AddBlockers(Element custom);
  // Returns the entry at `path` + `/` + `name`, which is created if there is none.
  Capability& Add(std::string_view path, std::string_view name, Capability::Kind kind,
                  Element element);
  // Whether the driver that printed the document fills in the block at `path`.
  bool FillsIn(std::string_view path) const;
  // Sets blocked_by of all entries. Call it after the last Add().
  void FindBlocks();
};

bool Capabilities::Stated::FillsIn(std::string_view path) const {
  if (domain_type.empty() || IsQemuType(domain_type)) return true;
  return std::none_of(std::begin(kOnlyQemu), std::end(kOnlyQemu),
                      [path](std::string_view block) { return IsAtOrBelow(path, block); });
}

Capability& Capabilities::Stated::Add(std::string_view path, std::string_view name,
                                      Capability::Kind kind, Element element) {
  const size_t slash = path.empty() ? 0 : 1;
  char* const bytes = document.Allocate(path.size() + slash + name.size());
  std::memcpy(bytes, path.data(), path.size());
  if (slash != 0) bytes[path.size()] = '/';
  std::memcpy(bytes + path.size() + slash, name.data(), name.size());
  const std::string_view whole(bytes, path.size() + slash + name.size());
  const auto [entry, is_new] = by_path.emplace(whole, all.size());
  if (is_new) {
    all.emplace_back();
    all.back().path = whole;
    all.back().kind = kind;
    all.back().element = element.number();
  }
  return all[entry->second];
}

void Capabilities::Stated::AddChildren(Element parent, std::string_view path) {
  for (Element child = parent.first_child(); child; child = child.next_sibling())
    AddElement(child, path);
}

void Capabilities::Stated::AddEnum(Element element, std::string_view path) {
  Capability& list =
      Add(path, element.AttributeOr("name", "enum"), Capability::Kind::kList, element);
  for (Element value = element.Child("value"); value; value = value.NextNamed("value"))
    list.values.push_back(value.Text());
}

void Capabilities::Stated::AddElement(Element element, std::string_view path) {
  const std::string_view name = RealName(element.name());
  if (name == "enum") return AddEnum(element, path);
  if (name == "mode" && path == "cpu") return AddCpuMode(element, path);
  if (name == "model" && path == "cpu/custom") AddCpuModel(element);
  if (name == "blockers") return;  // parts of CPU models, which have them
  if (name == "feature") {
    if (path != kHostModel || element.AttributeIs("policy", "disable")) return;
    Add(path, name, Capability::Kind::kList, element)
        .values.push_back(element.AttributeOr("name", ""));
    return;
  }
  if (name == "value" || (name == "model" && path == "cpu/custom")) {
    Add(path, name, Capability::Kind::kList, element).values.push_back(element.Text());
    return;
  }
  const bool is_text =
      !element.first_child() && !element.Text().empty() && !element.FindAttribute("supported");
  Capability& entry =
      Add(path, name, is_text ? Capability::Kind::kValue : Capability::Kind::kBlock, element);
  if (is_text) entry.values.push_back(element.Text());
  const std::string_view entry_path = entry.path;
  entry.support = SupportOf(element);
  if (entry.support == Support::kUnsupported && !FillsIn(entry_path))
    entry.support = Support::kUnknown;
  for (auto* attribute = element.attributes_begin(); attribute != element.attributes_end();
       ++attribute) {
    if (attribute->name == "supported") continue;
    Add(entry_path, attribute->name, Capability::Kind::kValue, element)
        .values.push_back(attribute->value);
  }
  AddChildren(element, entry_path);
}

void Capabilities::Stated::AddCpuMode(Element mode, std::string_view path) {
  if (!FillsIn(path)) return;
  const std::string_view name = mode.AttributeOr("name", "mode");
  const Support support = SupportOf(mode);
  Capability& list = Add(path, "mode", Capability::Kind::kList, mode.parent());
  if (support == Support::kSupported) list.values.push_back(name);
  Capability& entry = Add(path, name, Capability::Kind::kBlock, mode);
  entry.support = support;
  const std::string_view entry_path = entry.path;
  AddChildren(mode, entry_path);
  if (name == "host-model" && support == Support::kSupported) host_cpu.AddHostModel(mode);
  if (name != "custom") return;
  AddBlockers(mode);
  host_cpu.AddBlockers(mode);
}

void Capabilities::Stated::AddCpuModel(Element model) {
  CpuModel known;
  known.name = model.Text();
  known.usable = model.AttributeOr("usable", "unknown");
  known.vendor = model.AttributeOr("vendor", "unknown");
  known.canonical = model.AttributeOr("canonical", "");
  known.deprecated = model.AttributeIs("deprecated", "yes");
  known.element = model.number();
  cpu_models.push_back(known);
}

void Capabilities::Stated::AddBlockers(Element custom) {
  std::unordered_map<std::string_view, CpuModel*> models;
  for (CpuModel& model : cpu_models) models.emplace(model.name, &model);
  for (Element list = custom.Child("blockers"); list; list = list.NextNamed("blockers")) {
    const auto model = models.find(list.AttributeOr("model", ""));
    if (model == models.end()) continue;
    for (Element feature = list.Child("feature"); feature; feature = feature.NextNamed("feature"))
      model->second->blockers.push_back(feature.AttributeOr("name", ""));
  }
}

const Capability* Capabilities::Stated::Find(std::string_view path) const {
  const auto entry = by_path.find(path);
  return entry == by_path.end() ? nullptr : &all[entry->second];
}

void Capabilities::Stated::FindBlocks() {
  // A block precedes its content in `all`.
  for (size_t i = 0; i < all.size(); ++i) {
    Capability& capability = all[i];
    const size_t slash = capability.path.rfind('/');
    if (slash != std::string_view::npos) {
      if (const Capability* outer = FindAround(capability.path.substr(0, slash)))
        capability.blocked_by = outer->blocked_by;
    }
    if (!capability.blocked_by && capability.support == Support::kUnsupported)
      capability.blocked_by = i;
  }
}

const Capability* Capabilities::Stated::FindAround(std::string_view path) const {
  const Capability* stated = Find(path);
  for (size_t slash; stated == nullptr && (slash = path.rfind('/')) != std::string_view::npos;) {
    path = path.substr(0, slash);
    stated = Find(path);
  }
  return stated;
}

struct Capabilities::Lazy {
  std::mutex mutex;
  std::unique_ptr<const Stated> stated;
  std::atomic<const Stated*> ready = nullptr;  // stated.get() once it is complete
};

Capabilities::Capabilities(SourceFile source, Document document)
    : source_(std::move(source)), lazy_(std::make_unique<Lazy>()) {
  lazy_->stated = std::make_unique<Stated>(source_.text(), std::move(document));
  lazy_->ready = lazy_->stated.get();
  domain_type_ = lazy_->stated->domain_type;
  arch_ = lazy_->stated->Text("arch");
  machine_ = lazy_->stated->Text("machine");
  emulator_ = lazy_->stated->Text("path");
}

Capabilities::Capabilities(Capabilities&&) noexcept = default;
Capabilities& Capabilities::operator=(Capabilities&&) noexcept = default;
Capabilities::~Capabilities() = default;

void Capabilities::ReadAgainWhenAsked() {
  lazy_->ready = nullptr;
  lazy_->stated.reset();
}

const Capabilities::Stated& Capabilities::stated() const {
  if (const Stated* ready = lazy_->ready.load(std::memory_order_acquire)) return *ready;
  const std::lock_guard<std::mutex> lock(lazy_->mutex);
  if (lazy_->stated == nullptr) {
    Document document;
    static const Limits& limits = *new Limits(NoLimits());
    XmlReader(limits).Read(source_.text(), &document);  // the first read checked the limits
    lazy_->stated = std::make_unique<Stated>(source_.text(), std::move(document));
    lazy_->ready.store(lazy_->stated.get(), std::memory_order_release);
  }
  return *lazy_->stated;
}

const Document& Capabilities::document() const { return stated().document; }
const Capability* Capabilities::Find(std::string_view path) const { return stated().Find(path); }
const std::vector<Capability>& Capabilities::all() const { return stated().all; }
LibvirtBounds Capabilities::libvirt() const {
  return libvirt_ ? Exactly(libvirt_) : stated().libvirt;
}

const HostCpu& Capabilities::host_cpu() const { return stated().host_cpu; }
const std::vector<CpuModel>& Capabilities::cpu_models() const { return stated().cpu_models; }

Answer Capabilities::AskBlock(std::string_view path) const {
  const Capability* stated = this->stated().FindAround(path);
  if (stated == nullptr) return {};
  if (stated->blocked_by) return {Support::kUnsupported, &all()[*stated->blocked_by]};
  if (stated->path != path) return {};
  return {stated->support, stated};
}

Answer Capabilities::AskValue(std::string_view path, std::string_view value) const {
  const Capability* stated = this->stated().FindAround(path);
  if (stated == nullptr) return {};
  if (stated->blocked_by) return {Support::kUnsupported, &all()[*stated->blocked_by]};
  if (stated->path != path) return {};
  const bool is_listed =
      std::find(stated->values.begin(), stated->values.end(), value) != stated->values.end();
  return {is_listed ? Support::kSupported : Support::kUnsupported, stated};
}

std::optional<std::string_view> Capabilities::Value(std::string_view path) const {
  const Capability* value = Find(path);
  if (value == nullptr || value->values.empty()) return std::nullopt;
  return value->values.front();
}

const CpuModel* Capabilities::FindCpuModel(std::string_view name) const {
  const auto named = [&](const CpuModel& model) { return model.name == name; };
  const auto canonical = [&](const CpuModel& model) { return model.canonical == name; };
  const auto& models = cpu_models();
  auto model = std::find_if(models.begin(), models.end(), named);
  if (model == models.end()) model = std::find_if(models.begin(), models.end(), canonical);
  return model == models.end() ? nullptr : &*model;
}

size_t Capabilities::LineOf(ElementNumber element) const {
  return source_.PositionAt(stated().spans.StartTag(element).begin).line;
}

std::string DescribeRoot(std::string_view name) {
  std::string description = "a <" + std::string(name) + ">";
  if (name == "domain") description += ", which is a guest";
  if (name == "domainCapabilities") description += ", which says what a host offers";
  return description;
}

std::variant<Capabilities, XmlError> ReadCapabilities(SourceFile&& source, XmlReader* reader) {
  Document document;
  if (auto error = reader->Read(source.text(), &document)) return std::move(*error);
  const Element root = document.root();
  if (root.name() != "domainCapabilities") {
    XmlError error;
    error.offset = ElementSpans(source.text()).Name(0).begin;
    error.message = "this is " + DescribeRoot(root.name()) +
                    ", not a <domainCapabilities> document (what 'virsh domcapabilities' prints)";
    if (root.name() == "domain") error.message += "; give it as a guest, without --caps";
    return error;
  }
  return Capabilities(std::move(source), std::move(document));
}

std::string_view EnclosingPath(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? "" : path.substr(0, slash);
}

}  // namespace domcheck
