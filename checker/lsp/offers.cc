#include "checker/lsp/offers.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "checker/base/visible_text.h"
#include "checker/hosts/load_host.h"
#include "checker/hosts/shipped_hosts.h"

namespace domcheck {
namespace {

constexpr std::string_view kCpuModels = "cpu/custom/model";
constexpr size_t kMostBlockers = 2;  // that are named

// Loads the hosts on first use and keeps them.
const std::vector<Host>& EmbeddedHosts() {
  static const auto& all = *[] {
    auto* hosts = new std::vector<Host>;
    XmlReader reader;
    std::vector<InputProblem> problems;
    for (const ShippedHost& shipped : ShippedHosts())
      if (auto host = LoadHost("@" + std::string(shipped.name), &reader, &problems))
        hosts->push_back(std::move(*host));
    return hosts;
  }();
  return all;
}

template <typename Visit>
void ForEachEmbedded(Visit visit) {
  for (const Host& host : EmbeddedHosts())
    for (const auto& document : host.capabilities()) visit(*document);
}

bool IsListed(const Capability* capability) {
  return capability != nullptr && capability->kind == Capability::Kind::kList;
}

class Collector {
 public:
  Collector(const GuestView& guest, const Rule& rule)
      : guest_(guest), rule_(rule), document_(guest.capabilities()) {}

  std::vector<Offer> Run() {
    AddOffered();
    for (std::string_view words = rule_.accepted_unlisted; !words.empty();) {
      const size_t end = std::min(words.find(' '), words.size());
      Add(words.substr(0, end), Support::kUnknown, "accepted, though no host lists it");
      words.remove_prefix(std::min(end + 1, words.size()));
    }
    AddOthers();
    return std::move(offers_);
  }

 private:
  Offer* Add(std::string_view value, Support support, std::string detail) {
    const auto same = std::find_if(offers_.begin(), offers_.end(),
                                   [&](const Offer& offer) { return offer.value == value; });
    if (value.empty() || same != offers_.end()) return nullptr;
    offers_.push_back({value, support, std::move(detail), false, nullptr});
    return &offers_.back();
  }

  bool IsBlocked() const {
    return document_ != nullptr &&
           document_->AskBlock(rule_.capability).support == Support::kUnsupported;
  }

  void AddOffered() {
    // These values choose the guest's document, so those of all documents count.
    if (rule_.identifies_document) return AddFromAllDocuments();
    if (document_ == nullptr || IsBlocked()) return;
    const Capability* stated = document_->Find(rule_.capability);
    if (stated == nullptr || stated->kind == Capability::Kind::kBlock) return;
    if (rule_.capability == kCpuModels && !document_->cpu_models().empty()) return AddCpuModels();
    const bool is_list = IsListed(stated);
    for (const std::string_view value : stated->values)
      Add(value, Support::kSupported, (is_list ? "offered by " : "stated by ") + HostLabel(guest_));
  }

  void AddFromAllDocuments() {
    if (document_ != nullptr) AddStated(*document_);
    if (guest_.host() == nullptr) return;
    for (const auto& document : guest_.host()->capabilities()) AddStated(*document);
  }

  void AddStated(const Capabilities& document) {
    if (const auto value = document.Value(rule_.capability))
      Add(*value, Support::kSupported, "offered by " + HostLabel(guest_));
  }

  void AddCpuModels() {
    const auto rank = [](const CpuModel* model) {
      return (model->usable == "no" ? 4 : model->usable == "yes" ? 0 : 2) + model->deprecated;
    };
    std::vector<const CpuModel*> models;
    for (const CpuModel& model : document_->cpu_models()) models.push_back(&model);
    std::stable_sort(models.begin(), models.end(),
                     [&](auto* a, auto* b) { return rank(a) < rank(b); });
    for (const CpuModel* model : models) {
      const bool is_usable = model->usable != "no";
      std::string detail = DescribeUse(*model);
      if (model->deprecated) detail += ", deprecated";
      Offer* offer = Add(model->name, is_usable ? Support::kSupported : Support::kUnsupported,
                         std::move(detail));
      if (offer == nullptr) continue;
      offer->is_deprecated = model->deprecated;
      offer->model = model;
    }
  }

  std::string DescribeUse(const CpuModel& model) const {
    if (model.usable == "no")
      return model.blockers.empty()
                 ? "not usable"
                 : "not usable: lacks " + ListSome(model.blockers, kMostBlockers);
    const std::string vendor =
        model.vendor == "unknown" ? "" : " (" + std::string(model.vendor) + ")";
    return (model.usable == "yes" ? "usable on " : "known to ") + HostLabel(guest_) + vendor;
  }

  // Adds what the hosts that ship inside the program list.
  void AddOthers() {
    const bool is_silent =
        document_ == nullptr || (document_->Find(rule_.capability) == nullptr && !IsBlocked());
    const bool is_known = rule_.identifies_document ? guest_.host() != nullptr : !is_silent;
    const Support support = is_known ? Support::kUnsupported : Support::kUnknown;
    const std::string detail = is_known && !IsBlocked() ? "not offered by this host"
                                                        : DescribeBlock(guest_, rule_.capability);
    ForEachEmbedded([&](const Capabilities& other) {
      const Capability* stated = other.Find(rule_.capability);
      if (stated == nullptr || !(IsListed(stated) || rule_.identifies_document)) return;
      // The model names of another architecture help nobody.
      if (rule_.capability == kCpuModels && document_ != nullptr && !document_->arch().empty() &&
          document_->arch() != other.arch())
        return;
      for (const std::string_view value : stated->values) Add(value, support, detail);
    });
  }

  const GuestView& guest_;
  const Rule& rule_;
  const Capabilities* document_;
  std::vector<Offer> offers_;
};

}  // namespace

std::vector<Offer> OffersOf(const GuestView& guest, const Rule& rule) {
  return Collector(guest, rule).Run();
}

bool IsList(const GuestView& guest, std::string_view capability) {
  if (guest.capabilities() != nullptr && IsListed(guest.capabilities()->Find(capability)))
    return true;
  bool is_list = false;
  ForEachEmbedded([&](const Capabilities& other) { is_list |= IsListed(other.Find(capability)); });
  return is_list;
}

std::string DescribeBlock(const GuestView& guest, std::string_view capability) {
  if (guest.capabilities() == nullptr) return "not known: no document describes this guest";
  const Answer answer = guest.capabilities()->AskBlock(capability);
  switch (answer.support) {
    case Support::kSupported:
      return "supported by " + HostLabel(guest);
    case Support::kUnsupported:
      return std::string(answer.because->path) + " is not supported by " + HostLabel(guest);
    case Support::kUnknown:
      break;
  }
  return "not known: " + HostLabel(guest) + " does not say";
}

std::string HostLabel(const GuestView& guest) {
  if (guest.host() == nullptr) return "this host";
  std::string_view name = guest.host()->name();
  if (!name.empty() && name[0] == '@') return VisibleText(name.substr(1));
  while (name.size() > 1 && name.back() == '/') name.remove_suffix(1);
  const size_t slash = name.rfind('/');
  if (slash != std::string_view::npos && name.size() > 1) name.remove_prefix(slash + 1);
  return VisibleText(name);
}

std::string ListSome(const std::vector<std::string_view>& names, size_t most) {
  std::string text;
  const size_t named = std::min(names.size(), most);
  for (size_t i = 0; i < named; ++i) {
    const bool is_last = i + 1 == names.size();
    text += i == 0 ? "" : is_last ? " and " : ", ";
    text += names[i];
  }
  if (names.size() > named) text += " and " + std::to_string(names.size() - named) + " more";
  return text;
}

}  // namespace domcheck
