#include "db/connect_options.h"

#include <cstdlib>
#include <filesystem>

#include "base/text.h"

namespace limbeck::db {

std::string option_text(const schema::Literal& value) {
  if (const auto* text = value.get<std::string>()) return *text;
  if (const auto* number = value.get<std::int64_t>())
    return std::to_string(*number);
  if (const auto* number = value.get<double>())
    return std::to_string(static_cast<std::int64_t>(*number));
  if (const bool* flag = value.get<bool>()) return *flag ? "1" : "0";
  return "";
}

bool option_is_true(std::string_view text) {
  const std::string word = lower(text);
  return word == "true" || word == "1" || word == "yes" || word == "on";
}

std::string system_ca_file() {
  const char* own = std::getenv("SSL_CERT_FILE");
  std::error_code ignored;
  for (const char* file :
       {own == nullptr ? "" : own, "/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
        "/etc/ssl/cert.pem", "/opt/homebrew/etc/openssl@3/cert.pem"})
    if (*file != '\0' && std::filesystem::exists(file, ignored)) return file;
  return {};
}

}  // namespace limbeck::db
