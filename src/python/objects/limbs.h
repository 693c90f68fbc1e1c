// The digits of a BigInt: a vector of 32-bit limbs that keeps up to four of
// them in itself, and the sign of the number, for which it has a bit to spare.
// An int object of up to 128 bits is thereby one block of memory.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <new>

namespace limbeck::py {

class Limbs {
 public:
  using Limb = std::uint32_t;

  Limbs() = default;
  explicit Limbs(std::size_t size, Limb limb = 0) { assign(size, limb); }
  Limbs(const Limb* first, const Limb* last) { copy(first, last); }
  Limbs(const Limbs& other) : negative_(other.negative_) {
    copy(other.begin(), other.end());
  }
  Limbs(Limbs&& other) noexcept { take(other); }
  Limbs& operator=(const Limbs& other) {
    if (this == &other) return *this;
    size_ = 0;
    copy(other.begin(), other.end());
    negative_ = other.negative_;
    return *this;
  }
  Limbs& operator=(Limbs&& other) noexcept {
    if (this == &other) return *this;
    drop();
    take(other);
    return *this;
  }
  ~Limbs() { drop(); }

  bool negative() const { return negative_; }
  void set_negative(bool negative) { negative_ = negative; }

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  Limb* begin() { return is_inline() ? inline_ : far_; }
  Limb* end() { return begin() + size_; }
  const Limb* begin() const { return is_inline() ? inline_ : far_; }
  const Limb* end() const { return begin() + size_; }
  Limb& operator[](std::size_t i) { return begin()[i]; }
  const Limb& operator[](std::size_t i) const { return begin()[i]; }
  const Limb& back() const { return begin()[size_ - 1]; }
  bool operator==(const Limbs& other) const {
    return negative_ == other.negative_ &&
           std::equal(begin(), end(), other.begin(), other.end());
  }

  void clear() { size_ = 0; }
  void pop_back() { --size_; }
  void push_back(Limb limb) {
    reserve(size_ + std::size_t{1});
    begin()[size_++] = limb;
  }
  void assign(std::size_t size, Limb limb) {
    size_ = 0;
    reserve(size);
    size_ = static_cast<std::uint32_t>(size);
    std::fill(begin(), end(), limb);
  }
  /// What is added is 0.
  void resize(std::size_t size) {
    reserve(size);
    if (size > size_) std::fill(end(), begin() + size, 0);
    size_ = static_cast<std::uint32_t>(size);
  }

 private:
  static constexpr std::uint32_t kInline = 4;
  static constexpr std::size_t kMost = std::size_t{1} << 30;

  bool is_inline() const { return capacity_ == kInline; }
  void drop() {
    if (!is_inline()) delete[] far_;
  }
  void take(Limbs& other) {
    size_ = other.size_;
    capacity_ = other.capacity_;
    negative_ = other.negative_;
    if (is_inline())
      std::copy_n(other.inline_, kInline, inline_);
    else
      far_ = other.far_;
    other.size_ = 0;
    other.capacity_ = kInline;
    other.negative_ = 0;
  }
  void copy(const Limb* first, const Limb* last) {
    reserve(static_cast<std::size_t>(last - first));
    std::copy(first, last, begin());
    size_ = static_cast<std::uint32_t>(last - first);
  }
  void reserve(std::size_t wanted) {
    if (wanted <= capacity_) return;
    if (wanted > kMost) throw std::bad_alloc();
    // Results are made in their size; only what grows by limbs needs room.
    std::size_t capacity = wanted;
    if (size_) capacity = std::min(kMost, wanted + wanted / 2);
    Limb* room = new Limb[capacity];
    std::copy(begin(), end(), room);
    drop();
    far_ = room;
    capacity_ = static_cast<std::uint32_t>(capacity);
  }

  std::uint32_t size_ = 0;
  std::uint32_t capacity_ : 31 = kInline;
  std::uint32_t negative_ : 1 = 0;
  union {
    Limb inline_[kInline] = {};
    Limb* far_;
  };
};

}  // namespace limbeck::py
