// Capabilities holds everything that a domainCapabilities document states, keyed by path, and
// answers whether a block or a value is supported.
//
// A path is the element names below the root followed by the name of the enum, attribute or list:
// `devices/disk/bus`, `vcpu/max`, `os/loader/value`. A CPU mode is keyed by its name
// (`cpu/custom`), and `cpu/mode` lists the supported modes. All of the document is kept, including
// what no rule uses.
//
// A capability that the document omits is unknown, never unsupported. This class hides the
// differences between libvirt's manual and the documents that libvirt prints, and ignores the
// blocks that only QEMU's driver fills in when another driver printed the document.
//
// Capabilities owns the document and its source. Const methods may be called from several threads.
#ifndef CAPSMODEL_CAPABILITIES_H_
#define CAPSMODEL_CAPABILITIES_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "capsmodel/document.h"
#include "capsmodel/host_cpu.h"
#include "capsmodel/host_machines.h"
#include "capsmodel/libvirt_release.h"
#include "capsmodel/source_file.h"
#include "capsmodel/xml_reader.h"

namespace domcheck {

enum class Support { kSupported, kUnsupported, kUnknown };

// One entry of a document.
struct Capability {
  enum class Kind {
    kBlock,  // an element that may have supported='yes' or 'no'
    kList,   // an <enum>, or values directly in a block
    kValue,  // an attribute or a text
  };
  std::string_view path;
  Kind kind = Kind::kBlock;
  Support support = Support::kSupported;  // the block's own, regardless of the blocks around it
  std::vector<std::string_view> values;
  ElementNumber element = kNoElement;  // the element that states it
  // Index in all() of the outermost block with supported='no' among this one and those around it.
  std::optional<size_t> blocked_by;
};

// Returns the path of what stands around `path`; empty where nothing does.
std::string_view EnclosingPath(std::string_view path);

struct Answer {
  Support support = Support::kUnknown;
  // The entry that decided: the list that has or lacks the value, or the block with
  // supported='no'. Null if the document has no such entry.
  const Capability* because = nullptr;
};

// A CPU model of `<mode name='custom'>`.
struct CpuModel {
  std::string_view name;
  std::string_view usable;  // yes, no, unknown
  std::string_view vendor;
  std::string_view canonical;
  bool deprecated = false;
  std::vector<std::string_view> blockers;  // features of the model that the host lacks
  ElementNumber element = kNoElement;
};

// Whether `path`, of a capability or of an element, is `above` or stands within it.
bool IsAtOrBelow(std::string_view path, std::string_view above);

class Capabilities {
 public:
  // `document` is the domainCapabilities document read from `source`.
  Capabilities(SourceFile source, Document document);
  // A move does not invalidate pointers and views that all(), Find() and the like returned.
  Capabilities(Capabilities&&) noexcept;
  Capabilities& operator=(Capabilities&&) noexcept;
  ~Capabilities();

  // Frees everything but source(), domain_type(), arch(), machine() and emulator(). The next call
  // of another method reads the source again. For a host with hundreds of documents, of which
  // guests need a few.
  void ReadAgainWhenAsked();

  const SourceFile& source() const { return source_; }
  const Document& document() const;

  // The guests that the document describes. Each is empty if the document does not state it.
  std::string_view domain_type() const { return domain_type_; }
  std::string_view arch() const { return arch_; }
  std::string_view machine() const { return machine_; }
  std::string_view emulator() const { return emulator_; }

  // Returns whether the block at `path` is supported.
  Answer AskBlock(std::string_view path) const;
  // Returns whether the list at `path` has `value`.
  Answer AskValue(std::string_view path, std::string_view value) const;
  // Returns the single value at `path`, such as vcpu/max, or nullopt if the document has none.
  std::optional<std::string_view> Value(std::string_view path) const;

  const Capability* Find(std::string_view path) const;
  // All capabilities in document order.
  const std::vector<Capability>& all() const;

  const std::vector<CpuModel>& cpu_models() const;
  // Returns the model called `name`, or else the one whose canonical name is `name`.
  const CpuModel* FindCpuModel(std::string_view name) const;

  const HostCpu& host_cpu() const;

  // What is known of the release of the libvirt that printed the document: what was set, or what
  // the document shows.
  LibvirtBounds libvirt() const;
  void SetLibvirt(LibvirtRelease release) { libvirt_ = release; }

  // The machines of the host that printed the document; null if they are not known.
  const HostMachines* machines() const { return machines_.get(); }
  void SetMachines(std::shared_ptr<const HostMachines> machines) {
    machines_ = std::move(machines);
  }

  // Returns the line, counted from 1, on which `element` begins.
  size_t LineOf(ElementNumber element) const;

 private:
  struct Stated;  // everything derived from the document
  struct Lazy;

  const Stated& stated() const;

  SourceFile source_;
  std::string domain_type_, arch_, machine_, emulator_;
  std::unique_ptr<Lazy> lazy_;
  std::shared_ptr<const HostMachines> machines_;
  LibvirtRelease libvirt_;
};

// Parses `source`, which must be a domainCapabilities document. On failure returns the error with
// its byte offset and leaves `source` unchanged.
std::variant<Capabilities, XmlError> ReadCapabilities(SourceFile&& source, XmlReader* reader);

// Describes the root element called `name` for a message: "a <domain> (a guest)".
std::string DescribeRoot(std::string_view name);

}  // namespace domcheck

#endif  // CAPSMODEL_CAPABILITIES_H_
