// A Document is the tree of elements of an XML text.
//
// Elements are numbered in the order of their start tags: element n is the n-th `<name` of the
// text, counted from 0. The number is the only link from the tree to the text. element_spans.h
// computes byte ranges from it on demand, so the reader does not record positions.
//
// A Document owns its strings, in one arena. Clear() keeps the memory, so a Document that is reused
// for 20,000 guests allocates only for the largest. Only the readers (xml_reader.h, plain_xml.h)
// fill it.
//
// An Element is a handle of two words. It is valid until its Document is cleared or destroyed.
#ifndef CAPSMODEL_DOCUMENT_H_
#define CAPSMODEL_DOCUMENT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace domcheck {

class Document;

// The number of start tags before the element's own.
using ElementNumber = uint32_t;
constexpr ElementNumber kNoElement = ~ElementNumber{0};

struct Attribute {
  std::string_view name;
  std::string_view value;  // references are resolved and white space is normalized
};

class Element {
 public:
  Element() = default;  // no element
  Element(const Document* document, ElementNumber number) : document_(document), number_(number) {}

  explicit operator bool() const { return document_ != nullptr && number_ != kNoElement; }
  ElementNumber number() const { return number_; }

  // REQUIRES: *this is an element, except for the Attribute functions, Child and Text. Those find
  // nothing on "no element", so a path through absent children needs no check at each step.
  std::string_view name() const;
  Element parent() const;
  Element first_child() const;
  Element next_sibling() const;
  const Attribute* attributes_begin() const;
  const Attribute* attributes_end() const;

  std::optional<std::string_view> FindAttribute(std::string_view name) const;
  // Returns the attribute's value, or `otherwise` if the element has no such attribute.
  std::string_view AttributeOr(std::string_view name, std::string_view otherwise) const;
  bool AttributeIs(std::string_view name, std::string_view value) const;
  // Returns the first child called `name`, or no element.
  Element Child(std::string_view name) const;
  // Returns the next sibling called `name`, or no element.
  Element NextNamed(std::string_view name) const;
  // Returns the character data directly in the element, trimmed of white space.
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
  // Returns no element if the document is empty.
  Element root() const { return Element(this, nodes_.empty() ? kNoElement : 0); }
  Element at(ElementNumber number) const { return Element(this, number); }

  // The readers call the following in document order.
  void Clear();
  void StartElement(std::string_view name);
  void AddAttribute(std::string_view name, std::string_view value);
  void AddText(std::string_view text);  // the bytes of these views are from Allocate
  // Whether the open element has text so far.
  bool has_text() const { return text_size() != 0; }
  // The size in bytes of the open element's text so far.
  size_t text_size() const { return open_ == kNoElement ? 0 : nodes_[open_].text.size(); }
  void EndElement();
  size_t depth() const { return depth_; }
  // Returns `size` bytes that live as long as the document's other strings.
  char* Allocate(size_t size) {
    if (size > free_size_) MakeRoom(size);
    char* const bytes = free_;
    free_ += size;
    free_size_ -= size;
    return bytes;
  }
  // Frees the last `size` bytes of the latest allocation.
  void GiveBack(size_t size) {
    free_ -= size;
    free_size_ += size;
  }

 private:
  friend class Element;
  struct Node {
    std::string_view name;
    std::string_view text;
    char* room = nullptr;  // spare bytes after the text, for more of it
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

  // Switches to the next block with at least `size` bytes, or allocates one.
  void MakeRoom(size_t size);

  std::vector<Node> nodes_;
  std::vector<Attribute> attributes_;
  std::vector<Block> blocks_;
  size_t next_block_ = 0;  // index of the block after the one in use
  char* free_ = nullptr;   // the unused rest of the block in use
  size_t free_size_ = 0;
  ElementNumber open_ = kNoElement;
  size_t depth_ = 0;
};

inline std::string_view Element::name() const { return document_->nodes_[number_].name; }
inline Element Element::parent() const { return {document_, document_->nodes_[number_].parent}; }
inline Element Element::first_child() const {
  return {document_, document_->nodes_[number_].first_child};
}
inline Element Element::next_sibling() const {
  return {document_, document_->nodes_[number_].next_sibling};
}
inline const Attribute* Element::attributes_begin() const {
  return document_->attributes_.data() + document_->nodes_[number_].attributes_begin;
}
inline const Attribute* Element::attributes_end() const {
  return document_->attributes_.data() + document_->nodes_[number_].attributes_end;
}

// Returns `text` without XML white space (space, tab, CR, LF) at its ends.
std::string_view TrimXmlSpace(std::string_view text);

}  // namespace domcheck

#endif  // CAPSMODEL_DOCUMENT_H_
