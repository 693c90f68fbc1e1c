// A rare part of a value, kept elsewhere.
#pragma once
#include <memory>
#include <utility>

namespace limbeck {

/// An optional value that takes the room of one pointer where it is absent.
/// Copies and comparisons are the value's, as with std::optional.
template <class T>
class Boxed {
 public:
  Boxed() = default;
  Boxed(T value) : value_(std::make_unique<T>(std::move(value))) {}
  Boxed(const Boxed& other)
      : value_(other ? std::make_unique<T>(*other) : nullptr) {}
  Boxed(Boxed&&) noexcept = default;
  Boxed& operator=(Boxed other) noexcept {
    value_.swap(other.value_);
    return *this;
  }

  explicit operator bool() const { return value_ != nullptr; }
  T& operator*() { return *value_; }
  const T& operator*() const { return *value_; }
  T* operator->() { return value_.get(); }
  const T* operator->() const { return value_.get(); }

  friend bool operator==(const Boxed& a, const Boxed& b) {
    return bool(a) == bool(b) && (!a || *a == *b);
  }

 private:
  std::unique_ptr<T> value_;
};

}  // namespace limbeck
