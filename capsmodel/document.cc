#include "capsmodel/document.h"

#include <algorithm>
#include <cstring>

namespace domcheck {
namespace {

// Block sizes double from the first to the largest. The first is small because hundreds of small
// documents may be in memory at once.
constexpr size_t kFirstBlock = 2 * 1024;
constexpr size_t kLargestBlock = 64 * 1024;
constexpr std::string_view kXmlSpace = " \t\r\n";

}  // namespace

std::string_view TrimXmlSpace(std::string_view text) {
  const size_t begin = text.find_first_not_of(kXmlSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kXmlSpace) - begin + 1);
}

namespace {

// Most names differ in their size or first letter, which saves a call.
bool IsSame(std::string_view name, std::string_view other) {
  return name.size() == other.size() && !name.empty() && name[0] == other[0] && name == other;
}

}  // namespace

std::optional<std::string_view> Element::FindAttribute(std::string_view name) const {
  if (!*this) return std::nullopt;
  for (auto* attribute = attributes_begin(); attribute != attributes_end(); ++attribute)
    if (IsSame(attribute->name, name)) return attribute->value;
  return std::nullopt;
}

std::string_view Element::AttributeOr(std::string_view name, std::string_view otherwise) const {
  return FindAttribute(name).value_or(otherwise);
}

bool Element::AttributeIs(std::string_view name, std::string_view value) const {
  return FindAttribute(name) == value;
}

Element Element::Child(std::string_view name) const {
  if (!*this) return {};
  const Element child = first_child();
  return !child || IsSame(child.name(), name) ? child : child.NextNamed(name);
}

Element Element::NextNamed(std::string_view name) const {
  Element next = next_sibling();
  while (next && !IsSame(next.name(), name)) next = next.next_sibling();
  return next;
}

std::string_view Element::Text() const {
  return *this ? TrimXmlSpace(document_->nodes_[number_].text) : std::string_view();
}

bool Element::has_content() const { return first_child() || !Text().empty(); }

void Document::Clear() {
  nodes_.clear();
  attributes_.clear();
  next_block_ = free_size_ = depth_ = 0;
  open_ = kNoElement;
}

void Document::MakeRoom(size_t size) {
  while (next_block_ < blocks_.size() && blocks_[next_block_].size < size) ++next_block_;
  if (next_block_ == blocks_.size()) {
    const size_t usual =
        std::min(kFirstBlock << std::min<size_t>(blocks_.size(), 16), kLargestBlock);
    const size_t capacity = std::max(size, usual);
    blocks_.push_back({std::unique_ptr<char[]>(new char[capacity]), capacity});
  }
  free_ = blocks_[next_block_].bytes.get();
  free_size_ = blocks_[next_block_].size;
  ++next_block_;
}

void Document::StartElement(std::string_view name) {
  const auto number = static_cast<ElementNumber>(nodes_.size());
  const auto attributes = static_cast<uint32_t>(attributes_.size());
  Node node;
  node.name = name;
  node.parent = open_;
  node.attributes_begin = node.attributes_end = attributes;
  nodes_.push_back(node);
  if (open_ != kNoElement) {
    Node& parent = nodes_[open_];
    (parent.last_child == kNoElement ? parent.first_child
                                     : nodes_[parent.last_child].next_sibling) = number;
    parent.last_child = number;
  }
  open_ = number;
  ++depth_;
}

void Document::AddAttribute(std::string_view name, std::string_view value) {
  attributes_.push_back({name, value});
  nodes_[open_].attributes_end = static_cast<uint32_t>(attributes_.size());
}

void Document::AddText(std::string_view text) {
  if (open_ == kNoElement || text.empty()) return;
  Node& node = nodes_[open_];
  if (node.text.empty()) {
    node.text = text;
    return;
  }
  // Reserve twice the size, so that a text in a million pieces is not copied a million times.
  const size_t size = node.text.size() + text.size();
  if (node.room_size < text.size()) {
    char* const joined = Allocate(2 * size);
    std::memcpy(joined, node.text.data(), node.text.size());
    node.text = {joined, node.text.size()};
    node.room = joined + node.text.size();
    node.room_size = 2 * size - node.text.size();
  }
  std::memcpy(node.room, text.data(), text.size());
  node.text = {node.text.data(), size};
  node.room += text.size();
  node.room_size -= text.size();
}

void Document::EndElement() {
  open_ = nodes_[open_].parent;
  --depth_;
}

}  // namespace domcheck
