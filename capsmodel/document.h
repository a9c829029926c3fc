// An XML document as a tree of elements, in the order of their start tags.
//
// Elements are numbered by their start tag: the n-th `<name` of the text is element n. That number
// is all that ties the tree to the text; element_spans.h finds the bytes from it, and only where
// somebody asks. So reading costs no book-keeping of positions.
//
// A Document owns all its strings in one arena. Clear() keeps the memory: one Document read again
// for each of 20,000 guests allocates only for the largest. It is filled by xml_reader.h alone.
//
// Element is a handle, two words, valid until its Document is cleared or destroyed.
#ifndef CAPSMODEL_DOCUMENT_H_
#define CAPSMODEL_DOCUMENT_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace domcheck {

class Document;

// The number of an element: how many start tags stand before its own.
using ElementNumber = uint32_t;
constexpr ElementNumber kNoElement = ~ElementNumber{0};

struct Attribute {
  std::string_view name;
  std::string_view value;  // with its references replaced and white space normalized
};

class Element {
 public:
  Element() = default;  // no element
  Element(const Document* document, ElementNumber number) : document_(document), number_(number) {}

  explicit operator bool() const { return document_ != nullptr && number_ != kNoElement; }
  ElementNumber number() const { return number_; }

  // The rest must not be asked of no element, but for Attribute, Child and Text, which then find
  // nothing: so a path through absent children needs no check at each step.
  std::string_view name() const;
  Element parent() const;
  Element first_child() const;
  Element next_sibling() const;
  const Attribute* attributes_begin() const;
  const Attribute* attributes_end() const;

  std::optional<std::string_view> FindAttribute(std::string_view name) const;
  // The attribute's value, or `otherwise`.
  std::string_view AttributeOr(std::string_view name, std::string_view otherwise) const;
  bool AttributeIs(std::string_view name, std::string_view value) const;
  // The first child of that name, or no element.
  Element Child(std::string_view name) const;
  // The next sibling of that name, or no element.
  Element NextNamed(std::string_view name) const;
  // The characters directly in the element, without the white space around them.
  std::string_view Text() const;
  bool has_content() const;

 private:
  const Document* document_ = nullptr;
  ElementNumber number_ = kNoElement;
};

class Document {
 public:
  Document() = default;
  Document(Document&&) = default;
  Document& operator=(Document&&) = default;

  size_t size() const { return nodes_.size(); }
  // No element where nothing was read.
  Element root() const { return Element(this, nodes_.empty() ? kNoElement : 0); }
  Element at(ElementNumber number) const { return Element(this, number); }

  // For the reader, in the order of the text.
  void Clear();
  void StartElement(std::string_view name);
  void AddAttribute(std::string_view name, std::string_view value);
  void AddText(std::string_view text);  // the views' bytes come from Allocate
  // Whether the element that is open has text so far.
  bool has_text() const { return text_size() != 0; }
  // In bytes, that of the element that is open.
  size_t text_size() const { return open_ == kNoElement ? 0 : nodes_[open_].text.size(); }
  void EndElement();
  size_t depth() const { return depth_; }
  // Room for `size` bytes that live as long as the document's other strings.
  char* Allocate(size_t size) {
    if (size > free_size_) MakeRoom(size);
    char* const bytes = free_;
    free_ += size;
    free_size_ -= size;
    return bytes;
  }
  // Takes back the last bytes of what was allocated last.
  void GiveBack(size_t size) {
    free_ -= size;
    free_size_ += size;
  }

 private:
  friend class Element;
  struct Node {
    std::string_view name;
    std::string_view text;
    char* room = nullptr;  // behind the text, where more of it may go
    size_t room_size = 0;
    ElementNumber parent = kNoElement;
    ElementNumber first_child = kNoElement;
    ElementNumber last_child = kNoElement;
    ElementNumber next_sibling = kNoElement;
    uint32_t attributes_begin = 0;
    uint32_t attributes_end = 0;
  };
  struct Block {
    std::unique_ptr<char[]> bytes;
    size_t size = 0;
  };

  // Goes on to a block, or makes one, that has `size` bytes.
  void MakeRoom(size_t size);

  std::vector<Node> nodes_;
  std::vector<Attribute> attributes_;
  std::vector<Block> blocks_;
  size_t next_block_ = 0;  // the one after the block in use
  char* free_ = nullptr;   // what is left of the block in use
  size_t free_size_ = 0;
  ElementNumber open_ = kNoElement;
  size_t depth_ = 0;
};

// `text` without the white space of XML (space, tab, CR, LF) at its ends.
std::string_view TrimXmlSpace(std::string_view text);

// The element's path as XPath has it, from the root: "/domain/devices/disk[2]/target". A number
// stands where a sibling has the same name, and always at a device.
std::string ElementPath(Element element);

// "/domain/devices/disk/target" for the path above.
std::string PathWithoutNumbers(std::string_view path);

// ElementPath for many elements of one document. It remembers how far siblings were counted, so
// that the paths of ten thousand disks, asked for one after the other, take one walk over the
// disks.
class ElementPaths {
 public:
  std::string Of(Element element);

 private:
  // The place of an element among its siblings of the same name.
  struct Place {
    Element element;
    size_t number = 1;
    bool has_twins = false;
  };
  Place PlaceOf(Element element);

  std::vector<Element> steps_;  // of the path that is being made, the last first
  std::map<std::pair<ElementNumber, std::string_view>, Place> last_;  // by parent and name
};

}  // namespace domcheck

#endif  // CAPSMODEL_DOCUMENT_H_
