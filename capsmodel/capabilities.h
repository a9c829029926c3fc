// What a domainCapabilities document states, by the path of each capability, and its answers.
//
// A path is made of element names below the root, then the name of the enum, attribute or list:
// `devices/disk/bus`, `vcpu/max`, `os/loader/value`. A CPU mode's name stands for its element
// (`cpu/custom`), and `cpu/mode` is the list of the modes that are supported. Everything in the
// document is kept, whether a rule knows it or not.
//
// What a document leaves out is unknown, never unsupported. The ways in which libvirt's manual and
// its real documents differ are evened out here, and so is what only QEMU's driver fills in.
//
// Capabilities own the document and the source it was read from. Threads may share them.
#ifndef CAPSMODEL_CAPABILITIES_H_
#define CAPSMODEL_CAPABILITIES_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "capsmodel/document.h"
#include "capsmodel/host_machines.h"
#include "capsmodel/source_file.h"
#include "capsmodel/xml_reader.h"

namespace domcheck {

enum class Support { kSupported, kUnsupported, kUnknown };

// One thing that a document states.
struct Capability {
  enum class Kind {
    kBlock,  // an element that may state supported='yes' or 'no'
    kList,   // an <enum>, or values that stand in a block without one
    kValue,  // an attribute or a text
  };
  std::string_view path;
  Kind kind = Kind::kBlock;
  Support support = Support::kSupported;  // of a block by itself, whatever stands around it
  std::vector<std::string_view> values;
  ElementNumber element = kNoElement;  // where the document states it
  // The outermost block around it, or itself, that states 'no': an index in all(), or none.
  std::optional<size_t> blocked_by;
};

// Returns the path of what stands around `path`; empty where nothing does.
std::string_view EnclosingPath(std::string_view path);

struct Answer {
  Support support = Support::kUnknown;
  // What decided: the list that has, or lacks, the value, or the block that states 'no'. Null where
  // the document states nothing.
  const Capability* because = nullptr;
};

// A CPU model of `<mode name='custom'>`.
struct CpuModel {
  std::string_view name;
  std::string_view usable;  // yes, no, unknown
  std::string_view vendor;
  std::string_view canonical;
  bool deprecated = false;
  std::vector<std::string_view> blockers;  // features that the host lacks
  ElementNumber element = kNoElement;
};

class Capabilities {
 public:
  // `source` holds a domainCapabilities document already read into `document`.
  Capabilities(SourceFile source, Document document);
  // What all(), Find() and the like point to stays where it is.
  Capabilities(Capabilities&&) noexcept;
  Capabilities& operator=(Capabilities&&) noexcept;
  ~Capabilities();

  // Frees all but the source and the next four answers; the first question after that reads the
  // source again. For a host of hundreds of documents, of which guests need a few.
  void ReadAgainWhenAsked();

  const SourceFile& source() const { return source_; }
  const Document& document() const;

  // Which guests the document describes; empty where it does not state that.
  std::string_view domain_type() const { return domain_type_; }
  std::string_view arch() const { return arch_; }
  std::string_view machine() const { return machine_; }
  std::string_view emulator() const { return emulator_; }

  // Is the block at `path` supported?
  Answer AskBlock(std::string_view path) const;
  // Is `value` in the list at `path`?
  Answer AskValue(std::string_view path, std::string_view value) const;
  // The single value at `path`, such as vcpu/max; nothing where the document does not state it.
  std::optional<std::string_view> Value(std::string_view path) const;

  const Capability* Find(std::string_view path) const;
  // All of them in the order of the document.
  const std::vector<Capability>& all() const;

  const std::vector<CpuModel>& cpu_models() const;
  // The model of that name, or else the one whose canonical name it is.
  const CpuModel* FindCpuModel(std::string_view name) const;

  // All machines of the host that printed the document; null where they are not known.
  const HostMachines* machines() const { return machines_.get(); }
  void SetMachines(std::shared_ptr<const HostMachines> machines) {
    machines_ = std::move(machines);
  }

  // The line, from 1, where the document states it.
  size_t LineOf(ElementNumber element) const;

 private:
  struct Stated;  // all that is made of the document
  struct Lazy;

  const Stated& stated() const;

  SourceFile source_;
  std::string domain_type_, arch_, machine_, emulator_;
  std::unique_ptr<Lazy> lazy_;
  std::shared_ptr<const HostMachines> machines_;
};

// Reads `source` as a domainCapabilities document. An error is at its place in the text; `source`
// is left as it was then.
std::variant<Capabilities, XmlError> ReadCapabilities(SourceFile&& source, XmlReader* reader);

// A root element by its name, for a message: "a <domain> (a guest)".
std::string DescribeRoot(std::string_view name);

}  // namespace domcheck

#endif  // CAPSMODEL_CAPABILITIES_H_
