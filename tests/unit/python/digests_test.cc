#include "python/stdlib/digests.h"

#include <gtest/gtest.h>

#include "recorded.h"

namespace limbeck::py {
namespace {

std::string to_hex(const std::string& bytes) {
  std::string out;
  for (unsigned char c : bytes) {
    out += "0123456789abcdef"[c >> 4];
    out += "0123456789abcdef"[c & 15];
  }
  return out;
}

TEST(Digests, AgreeWithHashlib) {
  for (const auto& row : recorded("digests.json")) {
    const std::string name = row[0];
    std::string data;
    for (int i = 0; i < row[1]; ++i) data += static_cast<char>(i * 7 % 256);
    auto digest = make_digest(name);
    digest->update(data.substr(0, data.size() / 3));
    EXPECT_NE(digest->result(), "");  // looking does not end it
    digest->update(data.substr(data.size() / 3));
    EXPECT_EQ(to_hex(digest->result()), row[2]) << name << " of " << row[1];
    EXPECT_EQ(to_hex(hmac(name, data, "message")), row[3]) << name;
  }
  EXPECT_EQ(make_digest("sha0"), nullptr);
}

}  // namespace
}  // namespace limbeck::py
